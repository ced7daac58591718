import { JournalFollower } from '../../runs/follow';
import type { JournalRecord, SampleRecord } from '../../runs/journal';
import { applyRecord, emptyRunState, type RunState } from '../../runs/run-state';
import { PowerSeries } from '../../runs/series';
import { isMeterAlive } from '../../runs/meter-alive';
import { journalPath } from '../../runs/run-files';
import { summarizeState, type RunSummary } from '../../runs/summary';

/** A run whose journal is being read: its state so far and its curves, kept up to date. */
export class TrackedRun {
  private state: RunState = emptyRunState();
  private curves: PowerSeries | null = null;
  private readonly follower: JournalFollower;
  private readonly path: string;
  private alive = true;
  private current: RunSummary | null = null;

  /** `onChange` is told of new samples (in the order of the journal; empty where only the state changed). */
  constructor(
    readonly id: string,
    runsFolder: string,
    private readonly onChange: (run: TrackedRun, samples: readonly SampleRecord[]) => void,
  ) {
    this.path = journalPath(runsFolder, id);
    this.follower = new JournalFollower(this.path, {
      records: (records) => {
        this.take(records);
      },
      reset: () => {
        this.state = emptyRunState();
        this.curves = null;
        this.current = null;
      },
    });
  }

  /** Null until the journal's start has been read. */
  get summary(): RunSummary | null {
    this.current ??= summarizeState(this.state, { meterAlive: this.alive });
    return this.current;
  }

  get series(): PowerSeries | null {
    return this.curves;
  }

  /** Watts of all counted devices at the newest sample; null where one of them is silent, for a part is not the whole. */
  get watts(): number | null {
    const counted = this.counted(this.state.lastSample?.watts ?? []);
    return counted.length === 0 || counted.includes(null) ? null : sum(counted);
  }

  get isLive(): boolean {
    return this.state.end === null && this.alive;
  }

  /** Newest reading of each device, in the order of the summary's devices. */
  get deviceWatts(): readonly (number | null)[] {
    return this.state.devices.map((device) => device.watts);
  }

  /** A meter that was killed writes no end: its process is looked for. */
  checkAlive(): void {
    const { start, end } = this.state;
    if (start === null || end !== null || !this.alive || isMeterAlive(start, this.path)) return;
    // What it wrote last is read before it is called dead.
    void this.follower.poll().then(() => {
      if (this.state.end !== null) return;
      this.alive = false;
      this.current = null;
      this.follower.dispose();
      this.onChange(this, []);
    });
  }

  energyAt(sample: SampleRecord): number | null {
    const counted = this.counted(sample.joules);
    return counted.every((joules) => joules === null) ? null : sum(counted);
  }

  dispose(): void {
    this.follower.dispose();
  }

  private take(records: readonly JournalRecord[]): void {
    const samples: SampleRecord[] = [];
    for (const record of records) {
      applyRecord(this.state, record);
      if (record.type !== 'sample' || this.state.start === null) continue;
      this.curves ??= new PowerSeries(this.state.start.devices.length);
      this.curves.push(record.t, record.watts, this.energyAt(record));
      samples.push(record);
    }
    this.current = null;
    if (this.state.end !== null) this.follower.dispose();
    this.onChange(this, samples);
  }

  private counted(values: readonly (number | null)[]): (number | null)[] {
    return (this.state.start?.devices ?? []).flatMap((device, index) =>
      device.within === null ? [values[index] ?? null] : [],
    );
  }
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);
