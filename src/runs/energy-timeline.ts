/** The moments, the joules at each, and the span of which one is kept. */
export interface TimelineRows {
  readonly seconds: readonly number[];
  readonly joules: readonly (readonly (number | null)[])[];
  readonly width: number;
}

/**
 * When a run drew its energy: cumulative joules of each device at moments that are thinned out as the run grows, so
 * that a month takes no more room than an hour. Between two moments power is taken as even.
 */
export class EnergyTimeline {
  private readonly seconds: number[] = [];
  private readonly joules: (readonly (number | null)[])[] = [];
  /** Of the moments within one such span only the last is kept. */
  private width = 0.25;

  constructor(private readonly capacity = 4096) {}

  /** One that goes on from what another held. */
  static from({ seconds, joules, width }: TimelineRows, capacity?: number): EnergyTimeline {
    const timeline = new EnergyTimeline(capacity);
    timeline.seconds.push(...seconds);
    timeline.joules.push(...joules);
    timeline.width = width;
    return timeline;
  }

  /** All that it holds, for the checkpoint of a journal. */
  toJSON(): TimelineRows {
    return { seconds: this.seconds, joules: this.joules, width: this.width };
  }

  /** The newest moment; null before the first. */
  get end(): number | null {
    return this.seconds.at(-1) ?? null;
  }

  /** Cumulative joules in the order of the devices. Moments are given in the order of time. */
  push(seconds: number, joules: readonly (number | null)[]): void {
    // The first moment always stays: energy counts from it.
    if (this.seconds.length > 1 && this.spanOf(this.seconds.at(-1) ?? 0) === this.spanOf(seconds)) {
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

  private spanOf(seconds: number): number {
    return Math.floor(seconds / this.width);
  }

  private thinOut(): void {
    this.width *= 2;
    const kept = this.seconds.flatMap((moment, position) => {
      const next = this.seconds[position + 1];
      const isLastOfSpan = next === undefined || this.spanOf(next) !== this.spanOf(moment);
      return position === 0 || isLastOfSpan ? [position] : [];
    });
    const seconds = kept.map((position) => this.seconds[position] ?? 0);
    const joules = kept.map((position) => this.joules[position] ?? []);
    this.seconds.splice(0, Infinity, ...seconds);
    this.joules.splice(0, Infinity, ...joules);
  }
}
