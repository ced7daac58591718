/**
 * The curves of a run, bounded: when `capacity` moments are held, neighbours are merged, so that a run of a month
 * takes no more room than one of an hour. Energy stays exact (cumulative joules of the later moment are kept);
 * power becomes the mean over the merged moments.
 */
export class PowerSeries {
  readonly seconds: number[] = [];
  readonly watts: (number | null)[][];
  readonly joules: (number | null)[] = [];

  /** `capacity` is even and 4 or more. */
  constructor(
    deviceCount: number,
    private readonly capacity = 2000,
  ) {
    this.watts = Array.from({ length: deviceCount }, () => []);
  }

  /** `deviceWatts` in the order of the devices; `joules` is the run's energy so far. */
  push(seconds: number, deviceWatts: readonly (number | null)[], joules: number | null): void {
    this.seconds.push(seconds);
    this.watts.forEach((curve, device) => curve.push(deviceWatts[device] ?? null));
    this.joules.push(joules);
    if (this.seconds.length >= this.capacity) this.mergeNeighbours();
  }

  private mergeNeighbours(): void {
    const { seconds } = this;
    const duration = (index: number): number => (seconds[index] ?? 0) - (seconds[index - 1] ?? 0);
    const merged = this.watts.map((curve) =>
      pairs(curve.length).map((later) => meanOf(curve, later, duration)),
    );
    merged.forEach((curve, device) => this.watts[device]?.splice(0, Infinity, ...curve));
    const laterOnes = pairs(seconds.length);
    this.joules.splice(0, Infinity, ...laterOnes.map((later) => this.joules[later] ?? null));
    seconds.splice(0, Infinity, ...laterOnes.map((later) => seconds[later] ?? 0));
  }
}

/** The index of the later of each two neighbours; the last one alone where the length is odd. */
const pairs = (length: number): number[] =>
  Array.from({ length: Math.ceil(length / 2) }, (_value, pair) => Math.min(2 * pair + 1, length - 1));

function meanOf(
  curve: readonly (number | null)[],
  later: number,
  duration: (index: number) => number,
): number | null {
  const first = curve[later - 1] ?? null;
  const second = curve[later] ?? null;
  if (first === null || second === null || later % 2 === 0) return second ?? first;
  const total = duration(later - 1) + duration(later);
  return total > 0 ? (first * duration(later - 1) + second * duration(later)) / total : second;
}
