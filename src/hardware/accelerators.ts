import { acceleratorTable } from './accelerator-table';
import { fourBitPeaks } from './four-bit-peaks';

export type AcceleratorKind =
  'data centre' | 'workstation' | 'desktop' | 'laptop' | 'shared memory' | 'processor';
export const precisions = ['fp32', 'tf32', 'bf16', 'fp16', 'fp8', 'fp4', 'int8'] as const;
export type Precision = (typeof precisions)[number];

/** An accelerator's published facts; null is what its maker does not publish. */
export interface Accelerator {
  readonly name: string;
  readonly vendor: string;
  readonly year: number;
  readonly kind: AcceleratorKind;
  /** Dense peak in 10^12 operations a second. */
  readonly peakTeraflops: Readonly<Record<Precision, number | null>>;
  /** GB of 10^9 bytes. */
  readonly memoryGigabytes: number;
  readonly bandwidthGigabytesPerSecond: number;
  /** Power limit; where the builder sets it (laptops), the highest. */
  readonly powerLimitWatts: number | null;
  /** The maker publishes no limit; observers estimate it. */
  readonly isPowerLimitAssumed: boolean;
  readonly idleWatts: number | null;
  readonly embodiedKilograms: number | null;
  readonly source: string;
}

const kinds: readonly string[] = [
  'data centre',
  'workstation',
  'desktop',
  'laptop',
  'shared memory',
  'processor',
] satisfies AcceleratorKind[];
const isKind = (text: string): text is AcceleratorKind => kinds.includes(text);
const known = (field: string | undefined): number | null =>
  field === undefined || field === '' ? null : Number(field.replace(/^~/, ''));

/** Index of the power limit among the fields after the kind. */
const limitColumn = 8;

function parseAccelerator(line: string): Accelerator[] {
  const [vendor, name, year, kind, ...rest] = line.split('|').map((field) => field.trim());
  const numbers = rest.slice(0, -1).map(known);
  const [fp32, tf32, bf16, fp16, fp8, int8, memory, bandwidth, limit, idle, embodied] = numbers;
  const source = rest.at(-1);
  const fourBit = fourBitPeaks[name ?? ''];
  if (
    vendor === undefined ||
    name === undefined ||
    kind === undefined ||
    !isKind(kind) ||
    source === undefined
  )
    return [];
  return [
    {
      name,
      vendor,
      year: Number(year),
      kind,
      peakTeraflops: {
        fp32: fp32 ?? null,
        tf32: tf32 ?? null,
        bf16: bf16 ?? null,
        fp16: fp16 ?? null,
        fp8: fp8 ?? null,
        fp4: fourBit?.teraflops ?? null,
        int8: int8 ?? null,
      },
      memoryGigabytes: Number(memory),
      bandwidthGigabytesPerSecond: Number(bandwidth),
      powerLimitWatts: limit ?? null,
      isPowerLimitAssumed: rest[limitColumn]?.startsWith('~') ?? false,
      idleWatts: idle ?? null,
      embodiedKilograms: embodied ?? null,
      source: fourBit === undefined ? source : `${source}; ${fourBit.source}`,
    },
  ];
}

/** The catalogue, in the order of its table. */
export const accelerators: readonly Accelerator[] = acceleratorTable
  .trim()
  .split('\n')
  .flatMap(parseAccelerator);

/** Short names as people and drivers write them. Each names one product; where several share it, the commonest. */
const usualNames: Readonly<Record<string, string>> = {
  h100: 'H100 SXM5 80GB',
  'h100 80gb': 'H100 SXM5 80GB',
  'h100 sxm': 'H100 SXM5 80GB',
  'h100 sxm 80gb': 'H100 SXM5 80GB',
  'h100 80gb hbm3': 'H100 SXM5 80GB',
  h200: 'H200 SXM',
  'h200 141gb': 'H200 SXM',
  h800: 'H800 SXM',
  b200: 'B200 SXM',
  'b200 180gb': 'B200 SXM',
  b300: 'B300 SXM',
  gb200: 'GB200 (per GPU)',
  gb300: 'GB300 (per GPU)',
  gh200: 'GH200 (H100 part) 96GB',
  'gh200 480gb': 'GH200 (H100 part) 96GB',
  a100: 'A100 SXM4 80GB',
  'a100 80gb': 'A100 SXM4 80GB',
  'a100 40gb': 'A100 SXM4 40GB',
  'a100 sxm': 'A100 SXM4 80GB',
  'a100 sxm 80gb': 'A100 SXM4 80GB',
  'a100 sxm 40gb': 'A100 SXM4 40GB',
  'a100 pcie': 'A100 PCIe 80GB',
  v100: 'V100 SXM2 32GB',
  'v100 32gb': 'V100 SXM2 32GB',
  'v100 16gb': 'V100 SXM2 16GB',
  'v100 sxm2': 'V100 SXM2 32GB',
  p100: 'P100 SXM2',
  'rtx 3080': 'RTX 3080 10GB',
  'rtx 3060': 'RTX 3060 12GB',
  'jetson agx orin': 'Jetson AGX Orin 64GB',
  'jetson orin': 'Jetson AGX Orin 64GB',
  'jetson orin nx': 'Jetson Orin NX 16GB',
  'gaudi 3': 'Gaudi 3 OAM',
  'tpu v7': 'TPU v7x Ironwood',
  'tpu v6': 'TPU v6e Trillium',
  'tpu v5 lite': 'TPU v5e',
  'tpu v5lite': 'TPU v5e',
  trn1: 'Trainium1',
  trn2: 'Trainium2',
  inf2: 'Inferentia2',
};

/** Words of makers and drivers that tell no product from another. */
const empty = new Set([
  'nvidia',
  'geforce',
  'tesla',
  'quadro',
  'amd',
  'radeon',
  'instinct',
  'intel',
  'google',
  'gpu',
  'graphics',
  'the',
  'per',
  'generation',
  'oam',
  'accelerator',
  'r',
  'tm',
]);
/** Only the beginning of what was typed is looked at. */
const longestName = 80;

/** "NVIDIA A100-SXM4-80GB" → a100 sxm4 80gb. */
const wordsOf = (name: string): string[] =>
  name
    .slice(0, longestName)
    .toLowerCase()
    .replace(/(\d)\s+gb\b/g, '$1gb')
    .replace(/\b([rg]tx|rx|gaudi)(?=\d)/g, '$1 ')
    .replace(/(\d)(ti|super)\b/g, '$1 $2')
    .replace(/\b(\d+)g\b/g, '$1gb')
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !empty.has(word));

const keyOf = (words: readonly string[]): string => [...new Set(words)].sort().join(' ');
const isMemory = (word: string): boolean => /^\d+gb$/.test(word);
/** Words of a name that people leave out: its memory and its line. */
const isLeftOut = (word: string): boolean => isMemory(word) || ['rtx', 'gtx', 'rx', 'apple'].includes(word);

interface Entry {
  readonly accelerator: Accelerator;
  readonly words: readonly string[];
}
const entries: readonly Entry[] = accelerators.map((accelerator) => ({
  accelerator,
  words: wordsOf(accelerator.name),
}));
const byKey: ReadonlyMap<string, Accelerator> = new Map([
  ...entries.map(({ accelerator, words }) => [keyOf(words), accelerator] as const),
  ...Object.entries(usualNames).flatMap(([usual, name]) => {
    const accelerator = accelerators.find((candidate) => candidate.name === name);
    return accelerator === undefined ? [] : [[keyOf(wordsOf(usual)), accelerator] as const];
  }),
]);

export type AcceleratorLookup =
  | { readonly ok: true; readonly accelerator: Accelerator }
  /** Not known, or one of several: the names that come nearest, best first. May be empty. */
  | { readonly ok: false; readonly nearest: readonly string[] };

const mostSuggested = 4;

/** Pairs of neighbouring letters: words that share many are alike. */
const letterPairs = (text: string): Set<string> =>
  new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2)));

/** The letters before the first number: products of one series share them. */
const seriesOf = (words: readonly string[]): string => /^[a-z]+(?=\d)/.exec(words.join(''))?.[0] ?? '';
/** What being of the same series is worth beside the pairs of letters. */
const seriesBonus = 0.4;

function nearestNames(words: readonly string[]): string[] {
  const asked = letterPairs(words.join(''));
  if (asked.size === 0) return [];
  const series = seriesOf(words);
  return entries
    .map((entry) => {
      const pairs = letterPairs(entry.words.join(''));
      const shared = [...asked].filter((pair) => pairs.has(pair)).length;
      const likeness = (2 * shared) / (asked.size + pairs.size);
      const isOfSeries = series !== '' && seriesOf(entry.words) === series;
      return { name: entry.accelerator.name, likeness: likeness + (isOfSeries ? seriesBonus : 0) };
    })
    .filter(({ likeness }) => likeness >= 0.3)
    .sort((first, second) => second.likeness - first.likeness)
    .slice(0, mostSuggested)
    .map(({ name }) => name);
}

/** Finds an accelerator as a person or a driver names it: "H100", "a100-80gb", "NVIDIA H100 80GB HBM3", "RTX 4090". */
export function findAccelerator(name: string): AcceleratorLookup {
  const words = wordsOf(name);
  const exact = byKey.get(keyOf(words));
  if (exact !== undefined) return { ok: true, accelerator: exact };
  if (words.length > 0) {
    // All words asked for, and of the others none that tells products apart but the memory.
    const holding = entries.filter((entry) => words.every((word) => entry.words.includes(word)));
    const same = holding.filter((entry) =>
      entry.words.every((word) => words.includes(word) || isLeftOut(word)),
    );
    const [only, another] = same.length > 0 ? same : holding;
    if (only !== undefined && another === undefined) return { ok: true, accelerator: only.accelerator };
    if (holding.length > 0)
      return {
        ok: false,
        nearest: holding.slice(0, mostSuggested).map(({ accelerator }) => accelerator.name),
      };
    // A driver may add the memory to a name that needs none: "RTX 4090 24GB".
    const withoutMemory = byKey.get(keyOf(words.filter((word) => !isMemory(word))));
    const memory = words.find(isMemory);
    if (withoutMemory !== undefined && memory === `${withoutMemory.memoryGigabytes}gb`)
      return { ok: true, accelerator: withoutMemory };
  }
  return {
    ok: false,
    // Looked for when asked: a run whose card is not in the table does not wait for it.
    get nearest() {
      return nearestNames(words);
    },
  };
}

/** The A800 is the A100's chip with narrower links, sold two years later. */
const designs: readonly (readonly [name: RegExp, year: number])[] = [[/^A800/, 2020]];

/** Year of the chip's first card: what software for it can be as old as. */
export const yearOfDesign = ({ name, year }: Pick<Accelerator, 'name' | 'year'>): number =>
  designs.find(([pattern]) => pattern.test(name))?.[1] ?? year;
