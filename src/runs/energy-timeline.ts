/** The moments, and the joules at each. `width` is of versions that kept one moment of each such span. */
export interface TimelineRows {
  readonly seconds: readonly number[];
  readonly joules: readonly (readonly (number | null)[])[];
  readonly width: number;
}

type Joules = readonly (number | null)[];

/** Only the last moment within such a span is kept. */
const shortestSpanSeconds = 0.25;

/**
 * When a run drew its energy: cumulative joules of each device at moments that are thinned out as the run grows, so
 * that a month takes no more room than an hour. Between two moments power is taken as even, so those stay at which it changes.
 */
export class EnergyTimeline {
  private readonly seconds: number[] = [];
  private readonly joules: Joules[] = [];

  constructor(private readonly capacity = 4096) {}

  /** One that goes on from what another held. */
  static from({ seconds, joules }: TimelineRows, capacity?: number): EnergyTimeline {
    const timeline = new EnergyTimeline(capacity);
    timeline.seconds.push(...seconds);
    timeline.joules.push(...joules);
    return timeline;
  }

  /** All that it holds, for the checkpoint of a journal. */
  toJSON(): TimelineRows {
    return { seconds: this.seconds, joules: this.joules, width: shortestSpanSeconds };
  }

  /** The newest moment; null before the first. */
  get end(): number | null {
    return this.seconds.at(-1) ?? null;
  }

  /** Cumulative joules in the order of the devices. Moments are given in the order of time. */
  push(seconds: number, joules: Joules): void {
    // The first moment always stays: energy counts from it.
    if (this.seconds.length > 1 && spanOf(this.seconds.at(-1) ?? 0) === spanOf(seconds)) {
      this.seconds.pop();
      this.joules.pop();
    }
    this.seconds.push(seconds);
    this.joules.push(joules);
    while (this.seconds.length > this.capacity) this.thinOut();
  }

  /** Joules that the devices of `indices` drew between two moments; of time that was not metered there are none. */
  between(from: number, to: number, indices: readonly number[]): number {
    return Math.max(0, this.until(to, indices) - this.until(from, indices));
  }

  private until(moment: number, indices: readonly number[]): number {
    const later = this.firstNotBefore(moment);
    if (later === 0) return this.sumAt(0, indices);
    if (later === this.seconds.length) return this.sumAt(later - 1, indices);
    const start = this.seconds[later - 1] ?? 0;
    const length = (this.seconds[later] ?? 0) - start;
    const part = length > 0 ? (moment - start) / length : 1;
    const before = this.sumAt(later - 1, indices);
    return before + part * (this.sumAt(later, indices) - before);
  }

  private sumAt(position: number, indices: readonly number[]): number {
    const row = this.joules[position];
    return indices.reduce((sum, index) => sum + (row?.[index] ?? 0), 0);
  }

  private firstNotBefore(moment: number): number {
    let low = 0;
    let high = this.seconds.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.seconds[middle] ?? 0) < moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Takes out moments that change least by it, no two beside each other; the first and the last stay. */
  private thinOut(): void {
    const changes = Float64Array.from(this.seconds, (_, position) => this.changeWithout(position));
    const usual = changes.slice().sort()[changes.length >>> 1] ?? 0;
    let kept = 0;
    let isBesideGap = false;
    for (const [position, moment] of this.seconds.entries()) {
      isBesideGap = !isBesideGap && (changes[position] ?? 0) <= usual;
      if (isBesideGap) continue;
      this.seconds[kept] = moment;
      this.joules[kept] = this.joules[position] ?? [];
      kept += 1;
    }
    this.seconds.length = kept;
    this.joules.length = kept;
  }

  /** By how many joules the energy until a moment would be another if that moment were not known. */
  private changeWithout(position: number): number {
    const [before, row, after] = [
      this.joules[position - 1],
      this.joules[position],
      this.joules[position + 1],
    ];
    if (before === undefined || row === undefined || after === undefined) return Infinity;
    const start = this.seconds[position - 1] ?? 0;
    const length = (this.seconds[position + 1] ?? 0) - start;
    const part = length > 0 ? ((this.seconds[position] ?? 0) - start) / length : 1;
    let sum = 0;
    for (let device = 0; device < row.length; device++) {
      const [first, joules, last] = [before[device] ?? null, row[device] ?? null, after[device] ?? null];
      if (joules !== null && first !== null && last !== null)
        sum += Math.abs(joules - first - part * (last - first));
    }
    return sum;
  }
}

const spanOf = (seconds: number): number => Math.floor(seconds / shortestSpanSeconds);
