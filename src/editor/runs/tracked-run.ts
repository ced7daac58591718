import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IntensityPoint } from '../../carbon/intensity-series';
import type { ProgressPoint } from '../../progress/moments';
import { JournalFollower } from '../../runs/follow';
import type { CarbonIntensity, JournalRecord, SampleRecord } from '../../runs/journal';
import { openJournal } from '../../runs/open-journal';
import { readCurves } from '../../runs/read-curves';
import { applyRecord, emptyRunState, withRecent, type RunState } from '../../runs/run-state';
import { PowerSeries } from '../../runs/series';
import { isMeterAlive } from '../../runs/meter-alive';
import { journalPath, recentFileNames } from '../../runs/run-files';
import { summarizeState, type RunSummary } from '../../runs/summary';

/** A longer journal is opened by its newest checkpoint, and its curves are read at some moments alone. */
const longBytes = 4 * 1024 * 1024;

/** A run whose journal is being read: its state so far and its curves, kept up to date. */
export class TrackedRun {
  /** By the journal alone. */
  private state: RunState = emptyRunState();
  /** What came after the newest readings of a thinned journal. */
  private recent: readonly JournalRecord[] = [];
  private curves: PowerSeries | null = null;
  private follower: JournalFollower | null = null;
  private recentFollower: JournalFollower | null = null;
  readonly folder: string;
  private readonly path: string;
  /** Resolves when the journal has been read as far as it was at first. Never rejects. */
  private readonly opened: Promise<void>;
  private alive = true;
  private isDisposed = false;
  private readonly since = performance.now();
  private known: RunState | null = null;
  private current: RunSummary | null = null;

  /** `onChange` is told of new samples (in the order of time; empty where only the state changed). */
  constructor(
    readonly id: string,
    runsFolder: string,
    private readonly onChange: (run: TrackedRun, samples: readonly SampleRecord[]) => void,
    longestReadBytes = longBytes,
  ) {
    this.folder = join(runsFolder, id);
    this.path = journalPath(runsFolder, id);
    this.opened = this.open(longestReadBytes);
  }

  /** Null until the journal's start has been read. */
  get summary(): RunSummary | null {
    this.current ??= summarizeState(this.newest, { meterAlive: this.alive });
    return this.current;
  }

  get series(): PowerSeries | null {
    return this.curves;
  }

  /** Watts of all counted devices at the newest sample; null where one of them is silent, for a part is not the whole. */
  get watts(): number | null {
    const counted = this.counted(this.newest.lastSample?.watts ?? []);
    return counted.length === 0 || counted.includes(null) ? null : sum(counted);
  }

  /** The command's process; null before it was started, or where it could not be. */
  get processId(): number | null {
    return this.state.childPid;
  }

  /** The grid's intensity over the run's time, as far as its provider told it; in seconds since the start. */
  get intensities(): readonly IntensityPoint[] {
    return this.newest.live?.points ?? [];
  }

  /** The yearly mean that holds where no provider tells more; null until the start has been read. */
  get tableIntensity(): CarbonIntensity | null {
    return this.state.start?.carbonIntensity ?? null;
  }

  /** How far the training was at some moments, and the energy up to then. */
  get progressPoints(): readonly ProgressPoint[] {
    return this.newest.progress.points;
  }

  get isLive(): boolean {
    return this.state.end === null && this.alive;
  }

  /** Whether more of its journal may come. */
  get isFollowed(): boolean {
    return !this.isDisposed;
  }

  /** Whether it was followed since before `moment`, by `performance.now()`, and has no start yet. */
  isEmptySince(moment: number): boolean {
    return this.since < moment && this.state.start === null;
  }

  /** Newest reading of each device, in the order of the summary's devices. */
  get deviceWatts(): readonly (number | null)[] {
    return this.newest.devices.map((device) => device.watts);
  }

  /** Resolves once what the journal holds by now has been read: file events of a run that has just begun may be on their way. */
  async catchUp(): Promise<void> {
    await this.opened;
    await Promise.all([this.follower?.poll(), this.recentFollower?.poll()]);
  }

  /** A meter that was killed writes no end: its process is looked for. */
  checkAlive(): void {
    const { start, end } = this.state;
    if (start === null || end !== null || !this.alive || isMeterAlive(start, this.path)) return;
    // What it wrote last is read before it is called dead.
    void this.catchUp().then(() => {
      if (this.state.end !== null || !this.alive) return;
      this.alive = false;
      this.current = null;
      this.dispose();
      this.onChange(this, []);
    });
  }

  energyAt(sample: SampleRecord): number | null {
    const counted = this.counted(sample.joules);
    return counted.every((joules) => joules === null) ? null : sum(counted);
  }

  dispose(): void {
    this.isDisposed = true;
    this.follower?.dispose();
    this.recentFollower?.dispose();
  }

  /** With what the journal does not have yet. */
  private get newest(): RunState {
    this.known ??= withRecent(this.state, this.recent);
    return this.known;
  }

  private async open(longestReadBytes: number): Promise<void> {
    let offset = 0;
    try {
      if ((await stat(this.path)).size > longestReadBytes) offset = await this.openLong();
    } catch {
      // Not there yet, or not to be read now: the follower tries again.
    }
    if (this.isDisposed) return;
    await this.follow(offset);
  }

  private async openLong(): Promise<number> {
    const { state, recent, offset } = await openJournal(this.path);
    const curves = await readCurves(this.path);
    if (state.start === null || this.isDisposed) return 0;
    this.state = state;
    this.addToCurves([...curves, ...recent.filter((record) => record.type === 'sample')]);
    this.recent = recent;
    this.tell([]);
    return offset;
  }

  private async follow(offset: number): Promise<void> {
    const reset = (): void => {
      this.state = emptyRunState();
      this.recent = [];
      this.curves = null;
      this.known = null;
      this.current = null;
    };
    const records = (news: readonly JournalRecord[]): void => {
      for (const record of news) applyRecord(this.state, record);
      this.take(news);
    };
    if (this.state.end !== null) {
      this.dispose();
      return;
    }
    this.follower = new JournalFollower(this.path, { records, reset }, undefined, offset);
    const path = join(this.folder, recentFileNames.newer);
    this.recentFollower = new JournalFollower(path, {
      records: (news) => {
        this.recent = [...this.recent, ...news];
        this.take(news);
      },
      // Another file in its place goes on where it ended.
      reset: () => undefined,
    });
    await this.follower.poll();
  }

  /** The readings of a thinned journal come twice: each by itself at first, and then in a line that stands for several. */
  private take(records: readonly JournalRecord[]): void {
    const told = this.state.lastSample?.t ?? -Infinity;
    this.recent = this.recent.filter((record) => record.type !== 'start' && record.t > told);
    this.tell(this.addToCurves(records.filter((record) => record.type === 'sample')));
    if (this.state.end !== null) this.dispose();
  }

  private tell(samples: readonly SampleRecord[]): void {
    this.known = null;
    this.current = null;
    this.onChange(this, samples);
  }

  /** Returns those that are newer than the curves. */
  private addToCurves(samples: readonly SampleRecord[]): SampleRecord[] {
    const { start } = this.state;
    if (start === null) return [];
    this.curves ??= new PowerSeries(start.devices.length);
    const { seconds } = this.curves;
    const newer = samples.filter(({ t }) => t > (seconds.at(-1) ?? -Infinity));
    for (const sample of newer) this.curves.push(sample.t, sample.watts, this.energyAt(sample));
    return newer;
  }

  private counted(values: readonly (number | null)[]): (number | null)[] {
    return (this.state.start?.devices ?? []).flatMap((device, index) =>
      device.within === null ? [values[index] ?? null] : [],
    );
  }
}

const sum = (values: readonly (number | null)[]): number =>
  values.reduce<number>((total, value) => total + (value ?? 0), 0);
