import type { SampleRecord } from './journal';

/**
 * How far apart the readings of a journal are: the longer it has grown, the further, so that it stays below 200 MB
 * whatever the interval, the number of devices and the length of the run. Joules are cumulative, so that leaving lines
 * out loses no energy, only when within the step it was drawn.
 */
const spacings: readonly { readonly fromBytes: number; readonly seconds: number }[] = [
  { fromBytes: 0, seconds: 0 },
  { fromBytes: 16e6, seconds: 1 },
  { fromBytes: 64e6, seconds: 10 },
  { fromBytes: 144e6, seconds: 60 },
  { fromBytes: 180e6, seconds: 600 },
];

/** Seconds between two lines of a journal that has `bytes`; 0 where each reading has its line. */
export const spacingAt = (bytes: number): number =>
  spacings.findLast(({ fromBytes }) => bytes >= fromBytes)?.seconds ?? 0;

/** Readings come a little early or late: at one a second and a line a second each of them is a line. */
const tolerance = 0.9;

/** Joins readings to lines that stand for several: the newest joules, mean and highest power, and how many they were. */
export class SampleThinner {
  private written: SampleRecord | null = null;
  private pending: SampleRecord | null = null;

  /** The lines that are to be written now, none or up to two, where they are to be `spacing` seconds apart. */
  push(sample: SampleRecord, spacing: number): SampleRecord[] {
    const lines: SampleRecord[] = [];
    // One line stands for readings of the same devices.
    if (this.pending !== null && !haveSameDevices(this.pending, sample)) lines.push(...this.flush());
    this.pending = this.pending === null ? sample : joined(this.pending, sample);
    const seconds = sample.t - (this.written?.t ?? -Infinity);
    return seconds >= tolerance * spacing ? [...lines, ...this.flush()] : lines;
  }

  /** The line of what has not been written yet: none or one. */
  flush(): SampleRecord[] {
    const { pending, written } = this;
    if (pending === null) return [];
    this.pending = null;
    this.written = pending;
    return [pending.readings === undefined ? pending : withMeanWatts(pending, written)];
  }
}

const haveSameDevices = (a: SampleRecord, b: SampleRecord): boolean =>
  a.joules.every((joules, index) => (joules === null) === ((b.joules[index] ?? null) === null));

const joined = (earlier: SampleRecord, later: SampleRecord): SampleRecord => ({
  ...later,
  readings: (earlier.readings ?? 1) + (later.readings ?? 1),
  maxWatts: later.watts.map((watts, index) =>
    highest(earlier.maxWatts?.[index] ?? earlier.watts[index] ?? null, later.maxWatts?.[index] ?? watts),
  ),
});

const highest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);

/** Power over the time since the line before, from the joules of the two, as far as both are known. */
function withMeanWatts(line: SampleRecord, before: SampleRecord | null): SampleRecord {
  const seconds = line.t - (before?.t ?? line.t);
  const watts = line.watts.map((newest, index) => {
    const from = before?.joules[index] ?? null;
    const to = line.joules[index] ?? null;
    const isKnown = (line.maxWatts?.[index] ?? null) !== null;
    if (from === null || to === null || seconds <= 0 || !isKnown || to < from) return newest;
    return Math.round(((to - from) / seconds) * 1000) / 1000;
  });
  return { ...line, watts };
}
