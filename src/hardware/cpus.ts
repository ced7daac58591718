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

function parsePower(line: string): (readonly [string, Cpu])[] {
  const [tdp, names] = line.split('|').map((field) => field.trim());
  if (tdp === undefined || names === undefined) return [];
  return names.split(', ').map((name) => [keyOf(name), { name, tdpWatts: Number(tdp), source }] as const);
}

const byKey: ReadonlyMap<string, Cpu> = new Map(cpuTable.trim().split('\n').flatMap(parsePower));

/** Number of processors in the table. */
export const knownCpuCount: number = byKey.size;

/** Finds a processor by the brand string its maker burned in. Null where the table has none: no TDP is guessed. */
export const findCpu = (brand: string): Cpu | null => byKey.get(keyOf(brand)) ?? null;
