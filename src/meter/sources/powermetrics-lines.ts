/** Power of a Mac's chip over one sample of powermetrics, in watts; null for what this version does not tell. */
export interface PowermetricsSample {
  readonly cpuWatts: number | null;
  readonly gpuWatts: number | null;
  /** The neural engine. */
  readonly aneWatts: number | null;
  readonly dramWatts: number | null;
  /** Of all that the version counts to the chip: macOS 12 has the memory in it ("Package Power"), newer ones not. */
  readonly chipWatts: number | null;
  /** Over how much time these are means. */
  readonly seconds: number | null;
}

const names = {
  cpu: /^CPU Power$/,
  gpu: /^GPU Power$/,
  ane: /^ANE Power$/,
  dram: /^DRAM Power$/,
  chip: /^(Package Power|Combined Power \(.*\)|System Power)$/,
  /** On Macs with an Intel processor. */
  intel: /^Intel energy model derived package power \(.*\)$/,
} as const;
type Name = keyof typeof names;

/**
 * Puts the samples of `powermetrics` together, line by line: each begins with "*** Sampled system activity". A sample is
 * told when the next begins, or when its last line of power has come. Lines that a sample has twice, as the GPU's, are
 * one value: the last is of the chip.
 */
export function powermetricsSamples(onSample: (sample: PowermetricsSample) => void): (line: string) => void {
  let found = new Map<Name, number>();
  let seconds: number | null = null;
  const finish = (): void => {
    if (found.size === 0) return;
    const value = (name: Name): number | null => found.get(name) ?? null;
    onSample({
      cpuWatts: value('cpu') ?? value('intel'),
      gpuWatts: value('gpu'),
      aneWatts: value('ane'),
      dramWatts: value('dram'),
      chipWatts: value('chip') ?? value('intel'),
      seconds,
    });
    found = new Map();
  };
  return (line) => {
    const begin = /^\*{3} Sampled system activity .*\((\d+(?:\.\d+)?)ms elapsed\)/.exec(line);
    if (begin !== null) {
      finish();
      seconds = Number(begin[1]) / 1000;
      return;
    }
    const match = /^\s*(.+?):\s*(\d+(?:\.\d+)?)\s*(m?W)\s*$/.exec(line);
    if (match === null) return;
    const name = (Object.keys(names) as Name[]).find((each) => names[each].test(match[1] ?? ''));
    if (name !== undefined) found.set(name, Number(match[2]) / (match[3] === 'mW' ? 1000 : 1));
  };
}
