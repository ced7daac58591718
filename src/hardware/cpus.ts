import type { Range } from '../units/quantities';
import { cpuTable } from './cpu-table';

/** A processor's thermal design power: of the whole package, not of a core. */
export interface Cpu {
  readonly name: string;
  readonly tdpWatts: number;
  readonly source: string;
}

const source = 'CodeCarbon cpu_power.csv, from the makers';

/** Watts of a core at full load, where the processor is not known: tenth, middle and ninetieth in a hundred processors. */
export const assumedWattsPerCore: Range = { low: 4.7, mid: 10.8, high: 17.5 };
export const assumedWattsPerCoreSource =
  'TDP per core of the processors in Green Algorithms TDP_cpu.csv (CC BY 4.0)';

/** "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz" → "intel xeon e5-2680 v4". */
function keyOf(brand: string): string {
  return brand
    .slice(0, 120)
    .toLowerCase()
    .replace(/\((r|tm|c)\)|[®™]/g, ' ')
    .replace(/@.*$/, ' ')
    .replace(/\b\d+(st|nd|rd|th) gen\b/g, ' ')
    .replace(/\b(\d+|dual|quad|six|eight|twelve|sixteen)-core\b/g, ' ')
    .replace(/\b(with|w\/) radeon.*$/, ' ')
    .replace(/\b(cpu|processor|radeon graphics)\b/g, ' ')
    .replace(/\b(i[3579]) (\d)/g, '$1-$2')
    .replace(/\s+/g, ' ')
    .trim();
}

const table: readonly { readonly tdpWatts: number; readonly names: readonly string[] }[] = cpuTable
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [tdp, names] = line.split('|').map((field) => field.trim());
    return tdp === undefined || names === undefined
      ? []
      : [{ tdpWatts: Number(tdp), names: names.split(', ') }];
  });

/** What people leave out of a maker's name for a processor. */
const makers = ['', 'intel ', 'amd ', 'intel core '];

/** Finds a processor as people type its name, with or without its maker's. */
export const findTypedCpu = (typed: string): Cpu | null => {
  for (const maker of makers) {
    const found = findCpu(maker + typed.trim());
    if (found !== null) return found;
  }
  return null;
};

/**
 * Finds a processor by the brand string its maker burned in. Null where the table has none: no TDP is guessed. Of two of
 * one name the later one tells.
 */
export function findCpu(brand: string): Cpu | null {
  const key = keyOf(brand);
  // A key has no digits that its name lacks: the keys of most names need not be made, while a training waits.
  const number = /\d{2,}/.exec(key)?.[0] ?? '';
  for (const { tdpWatts, names } of table.toReversed()) {
    const name = names.findLast((each) => each.includes(number) && keyOf(each) === key);
    if (name !== undefined) return { name, tdpWatts, source };
  }
  return null;
}

/** Names of processors' series: no accelerator has one (its cores may be tensor cores). */
const ofProcessors =
  /\b(?:xeon|epyc|ryzen|threadripper|opteron|athlon|phenom|pentium|celeron|(?<!tensor[ -])core|i[3579](?=[ -]?\d)|ampere altra|graviton)\b/i;
const mostSuggested = 4;
const leastLikeness = 0.5;

/** Whether a name is that of a processor, known or not. */
export const isProcessorName = (typed: string): boolean => ofProcessors.test(typed);

const letterPairs = (text: string): ReadonlySet<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

/** The known processors whose names come nearest, best first; may be empty. */
export function nearestCpus(typed: string): readonly string[] {
  const key = keyOf(typed).replace(/^(?:intel|amd) /, '');
  const asked = letterPairs(key);
  const likenessOf = (name: string): number => {
    const pairs = letterPairs(keyOf(name).replace(/^(?:intel|amd) /, ''));
    const shared = [...asked].filter((pair) => pairs.has(pair)).length;
    return (2 * shared) / Math.max(1, asked.size + pairs.size);
  };
  return [...new Set(table.flatMap(({ names }) => names))]
    .map((name) => ({ name, likeness: likenessOf(name) }))
    .filter(({ likeness }) => likeness >= leastLikeness)
    .sort((first, second) => second.likeness - first.likeness)
    .slice(0, mostSuggested)
    .map(({ name }) => name);
}
