import type { IntensityPoint } from '../carbon/intensity-series';
import type { GapRecord, JournalRecord, StartRecord } from '../runs/journal';
import { applyRecord, emptyRunState } from '../runs/run-state';
import { summarizeState, type RunSummary } from '../runs/summary';
import { JournalWriter } from '../runs/writer';
import type { UnixSeconds } from '../units/quantities';
import type { DeviceDisagreement, DeviceGap, Tally } from './accountant';
import { round } from './energy-arithmetic';
import { monotonicSeconds } from './monotonic';
import type { LinesToCome, Stretch } from './sources/sample-lines';
import { noteTexts } from '../runs/note-texts';

/** The journal of one run as its meter writes it: what is told in monotonic seconds is written in seconds since the start. */
export class RunJournal {
  private readonly state = emptyRunState();
  private writer: JournalWriter | null = null;
  private startedAt = 0;
  private usageAtStart = process.cpuUsage();

  constructor(private readonly onTrouble: (reason: string) => void) {}

  /** Makes the run's folder. Errors of the file system are thrown. */
  open(runFolder: string): void {
    this.writer = new JournalWriter(runFolder, this.onTrouble);
  }

  /** The run began at `t`; what its metering costs counts from now. */
  begin(t: number, start: StartRecord): void {
    this.startedAt = t;
    this.usageAtStart = process.cpuUsage();
    this.append(start);
  }

  /** When the run began, by the monotonic clock. */
  get startedNanoseconds(): bigint {
    return BigInt(Math.round(this.startedAt * 1e9));
  }

  get now(): number {
    return this.sinceStart(monotonicSeconds());
  }

  get hasEnded(): boolean {
    return this.state.end !== null;
  }

  /** The run as it stands; null before its start was written. */
  get summary(): RunSummary | null {
    return summarizeState(this.state, { meterAlive: true });
  }

  readonly sinceStart = (t: number): number => round(t - this.startedAt, 6);

  append(record: JournalRecord, isMoreToCome = false): void {
    applyRecord(this.state, record);
    this.writer?.append(record, isMoreToCome);
  }

  note(text: string, t = this.now): void {
    this.append({ type: 'note', t, text });
  }

  sample(tally: Tally, shareJoules: Tally['joules'] | null, isMoreToCome: boolean): void {
    this.append(this.sampleOf(tally, shareJoules), isMoreToCome);
  }

  /** A sample whose line the driver's thread has written. */
  follow(tally: Tally, shareJoules: Tally['joules'] | null, stretch: Stretch | null): void {
    const sample = {
      ...this.sampleOf(tally, shareJoules),
      ...(stretch === null
        ? {}
        : {
            readings: stretch.rounds,
            maxWatts: stretch.devices.map(({ highestWatts }) => roundFigure(highestWatts)),
          }),
    };
    applyRecord(this.state, sample);
    this.writer?.follow(sample);
  }

  /** What the driver's thread needs to write samples of these devices by itself; null where it is not to. */
  linesToCome(
    devices: LinesToCome['devices'] | null,
    shareJoules: Tally['joules'] | null,
  ): LinesToCome | null {
    const file = this.writer?.appendable ?? null;
    if (file === null || devices === null) return null;
    const rest = shareJoules === null ? '' : `,"shareJoules":${JSON.stringify(shareJoules.map(roundFigure))}`;
    return { file, startedAt: this.startedAt, devices, rest };
  }

  /** See `JournalWriter.takeOver`. */
  takeOver(lines: Uint8Array): void {
    this.writer?.takeOver(lines);
  }

  private sampleOf(
    { t, joules, watts }: Tally,
    shareJoules: Tally['joules'] | null,
  ): Extract<JournalRecord, { type: 'sample' }> {
    return {
      type: 'sample',
      t: this.sinceStart(t),
      joules: joules.map(roundFigure),
      watts: watts.map(roundFigure),
      ...(shareJoules === null ? {} : { shareJoules: shareJoules.map(roundFigure) }),
    };
  }

  /** What a provider of live intensity has answered, or why it has not. */
  intensity(points: readonly IntensityPoint<UnixSeconds>[], problem: string | null): void {
    // The journal counts monotonic seconds; the clock on the wall may have been set since the start.
    const began = Date.now() / 1000 - (monotonicSeconds() - this.startedAt);
    this.append({
      type: 'intensity',
      t: this.now,
      points: points.map(({ from, to, gramsPerKwh, isEstimated }) => ({
        from: round(from - began, 3),
        to: round(to - began, 3),
        gramsPerKwh,
        ...(isEstimated ? { estimated: true } : {}),
      })),
      ...(problem === null ? {} : { problem }),
    });
  }

  /** What the metering has cost since the launch, and its memory now. */
  overhead(t: number): void {
    const residentBytes = memoryNow();
    if (residentBytes === null) return;
    const { user, system } = process.cpuUsage(this.usageAtStart);
    this.append({
      type: 'overhead',
      t: this.sinceStart(t),
      cpuSeconds: round((user + system) / 1e6, 3),
      residentBytes,
    });
  }

  bounds(t: number, { below, above }: Readonly<Record<'below' | 'above', (number | null)[]>>): void {
    this.append({
      type: 'bounds',
      t: this.sinceStart(t),
      below: below.map(roundFigure),
      above: above.map(roundFigure),
    });
  }

  disagreements(t: number, found: readonly DeviceDisagreement[]): void {
    for (const { name, source, share } of found) {
      this.note(
        noteTexts.write(
          share > 0
            ? '{0}: its power readings add up to {1} % more than the {2}, whose figure is used.'
            : '{0}: its power readings add up to {1} % less than the {2}, whose figure is used.',
          name,
          Math.abs(100 * share).toFixed(0),
          source,
        ),
        this.sinceStart(t),
      );
    }
  }

  gaps(found: readonly DeviceGap[]): void {
    for (const gap of found) this.append(this.gapRecord(gap));
  }

  flush(): void {
    this.writer?.flush();
  }

  /** For after the last record. Returns the run's summary. */
  close(): RunSummary | null {
    const { summary } = this;
    const lost = this.writer?.close(summary) ?? null;
    if (lost !== null) this.onTrouble(lost);
    return summary;
  }

  private gapRecord(gap: DeviceGap): GapRecord {
    return {
      type: 'gap',
      t: Math.max(0, this.sinceStart(gap.fromSeconds)),
      device: gap.device,
      seconds: round(gap.toSeconds - gap.fromSeconds, 6),
      bridged: gap.bridged,
      reason: gap.reason,
    };
  }
}

/** Null where the system does not tell, as without /proc. */
function memoryNow(): number | null {
  try {
    return process.memoryUsage.rss();
  } catch {
    return null;
  }
}

const roundFigure = (value: number | null): number | null => (value === null ? null : round(value, 3));
