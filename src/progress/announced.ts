import type { AnnouncedTotal } from './output/announced-totals';

type Noun = AnnouncedTotal['noun'];

interface Told {
  strength: AnnouncedTotal['strength'];
  readonly totals: Set<number>;
  latest: number;
  /** How often it has grown: then it counts, and announces nothing. */
  growths: number;
}

/** What a training has said of how much there is to do. */
export class Announced {
  private readonly told = new Map<Noun, Told>();

  /** Returns true where what was taken for an announcement counts: it has grown again and again. */
  take({ noun, total, strength }: AnnouncedTotal): boolean {
    const told = this.told.get(noun);
    if (told === undefined) {
      this.told.set(noun, { strength, totals: new Set([total]), latest: total, growths: 0 });
      return false;
    }
    if (told.growths >= 2 || (strength === told.strength && total > told.latest)) told.growths += 1;
    told.latest = total;
    if (strength > told.strength) {
      told.totals.clear();
      told.strength = strength;
    }
    if (strength === told.strength) told.totals.add(total);
    return told.growths >= 2;
  }

  /** The total of what is counted in this word; null where none was told, or several that differ. */
  of(noun: Noun): number | null {
    const told = this.told.get(noun);
    const [total, ...others] = told?.totals ?? [];
    return total === undefined || others.length > 0 || (told?.growths ?? 0) >= 2 ? null : total;
  }
}

/** In which word a counter counts, by its label and unit; null where it names none. */
export function nounOf(label: string, unit: AnnouncedTotal['unit']): Noun | null {
  if (unit === 'round' || unit === 'epoch') return unit;
  if (/\bkimg\b/.test(label)) return 'image';
  if (unit !== 'step') return null;
  if (label.includes('iter')) return 'iteration';
  if (label.includes('batch')) return 'batch';
  return /step|update|clu/.test(label) ? 'step' : null;
}
