import type { IntensityPoint } from '../carbon/intensity-series';
import type { UnixSeconds } from '../units/quantities';
import type { EstimateRecord, PlanRecord, StartRecord } from '../runs/journal';
import type { RunSummary } from '../runs/summary';
import { Accountant, type Tally } from './accountant';
import { Attribution } from './attribution/attribution';
import { measureIdlePower } from './idle-power';
import type { LaunchReadings } from './launch-readings';
import type { OpenSources } from './open-sources';
import type { Progress } from '../progress/progress';
import { ProgressLog } from './progress/progress-log';
import { waitedSeconds } from './processes/linux-processes';
import { machineProcesses } from './processes/machine-processes';
import { hasMark } from './processes/run-mark';
import { compactMemory } from './frugality';
import { formatDuration } from '../units/format';
import { endMeanwhile, takeMeanwhile } from './meanwhile';
import type { Observation } from './observation';
import { Sampler, type WaitingReading } from './sampler';
import { monotonicSeconds } from './monotonic';
import { RunJournal } from './run-journal';
import type { MeterSettings, RunEnd } from './run-settings';
import { settle } from './settle';
import { stuckReason, trimMemory } from './sources/driver-library';
import type { LinesToCome } from './sources/sample-lines';
import { startRecordOf, type RunPlan } from './start-record';
import { SuspendWatch } from './suspend-watch';
import { noteTexts } from '../runs/note-texts';

const inOrder = (observations: readonly Observation[]): Observation[] =>
  observations.toSorted((one, other) => one.t - other.t);

/** How often a run tells what its metering costs, and how sure its energy is; the first time is soon. */
const overheadIntervalSeconds = { first: 3, later: 60 } as const;
/** Readings are joined by a straight line of power up to three intervals, and at least over this. */
const leastJoinSeconds = 1;

/** Meters one run: baseline, readings, journal. Whatever goes wrong in here is told to `onTrouble` and never reaches the training. */
export class RunMeter {
  private readonly accountant: Accountant;
  private readonly attribution: Attribution;
  /** What was read at the launch; null where the process was there before. */
  private launch: LaunchReadings | null = null;
  /** What another process has told of the command's processor time. */
  private toldChildSeconds: number | null = null;
  private runId = '';
  private hasShares = false;
  private hasStarted = false;
  /** Whether the energy at the launch is known. */
  private isCounting = false;
  private readonly suspends = new SuspendWatch();
  private readonly progress = new ProgressLog();
  private launched: Promise<void> = Promise.resolve();
  private readonly journal: RunJournal;
  private startedAt = 0;
  private joulesAtStart: readonly (number | null)[] = [];
  private nextOverhead = 0;
  private baseline: StartRecord['baseline'] = null;
  private readonly sampler: Sampler;

  constructor(
    private readonly settings: MeterSettings,
    private readonly sources: OpenSources,
    private readonly onTrouble: (reason: string) => void,
  ) {
    this.journal = new RunJournal(onTrouble);
    const longestJoinSeconds = Math.max((3 * settings.intervalMs) / 1000, leastJoinSeconds);
    this.accountant = new Accountant(sources.probes, monotonicSeconds, longestJoinSeconds);
    this.sampler = new Sampler(this.accountant, sources.probes, settings.intervalMs, longestJoinSeconds, {
      account: (readings) => {
        this.take(readings);
      },
      guard: (work) => {
        this.guard(work);
      },
      linesToCome: () => this.linesToCome(),
      takeOver: (lines) => {
        this.journal.takeOver(lines);
      },
      look: () => {
        this.look();
      },
    });
    this.attribution = new Attribution(
      sources.probes,
      settings.selection,
      machineProcesses(),
      monotonicSeconds,
      settings.keptFromRun,
    );
  }

  /** Measures what the devices draw before the launch, where the plan asks for it: for `baselineSeconds`, and up to half a second to find the counters' ticks. */
  async prepare(): Promise<void> {
    const { baselineSeconds } = this.settings;
    if (baselineSeconds > 0) this.baseline = await measureIdlePower(this.accountant, baselineSeconds);
  }

  /** When the run began, by the monotonic clock. */
  get startedNanoseconds(): bigint {
    return this.journal.startedNanoseconds;
  }

  /** The run as it stands; null before its start was written. */
  get summary(): RunSummary | null {
    this.account();
    return this.journal.summary;
  }

  /** What `prepare` has measured; null where it was not asked to. */
  get measuredBaseline(): StartRecord['baseline'] {
    return this.baseline?.measuredAt === undefined ? this.baseline : null;
  }

  /** The journal's first lines, and the first reading where none was made at the launch. Errors of the file system are thrown. */
  begin(runFolder: string, plan: RunPlan, launch?: LaunchReadings): void {
    this.journal.open(runFolder);
    this.runId = plan.id;
    this.baseline ??= plan.knownBaseline;
    this.launch = launch ?? null;
    const startedAt = launch?.startedAt ?? new Date();
    const [atLaunch = this.accountant.observe(), ...later] = inOrder([
      ...(launch?.observations ?? []),
      ...takeMeanwhile(this.sources.probes),
    ]);
    this.accountant.take(atLaunch);
    this.accountant.mark('launch', atLaunch.t);
    const first = this.accountant.begin(atLaunch.t);
    for (const observation of later) this.accountant.take(observation);
    this.startedAt = first.t;
    this.joulesAtStart = first.joules;
    this.nextOverhead = first.t + overheadIntervalSeconds.first;
    this.journal.begin(
      first.t,
      startRecordOf(plan, {
        startedAt,
        intervalMs: this.settings.intervalMs,
        devices: this.accountant.devices,
        baseline: this.baseline,
        sourceNotes: this.sources.notes,
      }),
    );
    this.appendSample(first);
    this.journal.flush();
  }

  /** The child runs, since `since` by the monotonic clock: sample from now on. */
  run(pid: number | null, since = monotonicSeconds()): void {
    // Where in its tick a counter was at the launch is known once it has ticked: the training need not wait for that.
    this.launched = settle(this.accountant, 'launch', () => takeMeanwhile(this.sources.probes)).then(() => {
      endMeanwhile();
      this.accountant.countFromLaunch();
      this.isCounting = true;
      this.sampler.endLaunch();
    });
    if (pid !== null) {
      this.journal.append({ type: 'spawn', t: this.journal.sinceStart(since), pid });
      const { launch, runId } = this;
      // What was there before carries no mark of this run.
      const isMarked = launch === null ? undefined : (other: number): boolean => hasMark(other, runId);
      const launched =
        launch === null ? null : { busySeconds: launch.busySeconds, childSeconds: () => this.childSeconds() };
      this.attribution.start(pid, this.joulesAtStart, launched, isMarked);
      this.hasShares = true;
    }
    this.journal.flush();
    this.sampler.start(this.startedAt);
  }

  /** Takes what the training tells of its progress; it is written with the next sample, or now where that is a while away. */
  takeProgress(progress: Progress, from: string): void {
    const { journal } = this;
    this.progress.take(progress, from, journal.now);
    if (!journal.hasEnded && this.sampler.sleepsLong) this.tellProgress();
  }

  private tellProgress(): void {
    const { journal } = this;
    const due = this.progress.due(journal.now);
    if (due === null) return;
    // Its energy is between those of the samples before and after it.
    this.account();
    journal.append(due);
    journal.flush();
  }

  /** What is looked at while a driver's thread writes the samples. */
  private look(): void {
    this.tellProgress();
    // Of a process that was there before, nobody tells what it has used once it has ended.
    if (this.launch === null) this.attribution.glance();
  }

  /** What a provider of live intensity has answered, or why it has not. After the end nothing is written any more. */
  tellIntensity(points: readonly IntensityPoint<UnixSeconds>[], problem: string | null): void {
    if (this.journal.hasEnded) return;
    this.account();
    this.journal.intensity(points, problem);
  }

  /** What people must know of the run later, in a sentence. */
  takeNote(text: string): void {
    this.account();
    this.journal.note(text);
  }

  /** Takes what is known of how the command trains, and of what that was estimated to take. */
  takePlan(plan: Omit<PlanRecord, 'type' | 't'>): void {
    this.account();
    this.journal.append({ type: 'plan', t: this.journal.now, ...plan });
  }
  takeEstimate(estimate: Omit<EstimateRecord, 'type' | 't'>): void {
    this.account();
    this.journal.append({ type: 'estimate', t: this.journal.now, ...estimate });
  }

  /** Looks whether a process of the run's tree lives. */
  hasLivingTree(): boolean {
    this.guard(() => {
      this.attribution.look();
    });
    return this.hasShares && !this.attribution.isGone;
  }

  /** Notes what the run's processes have used, where that was not done lately: of those that end before the next time no more is known. */
  glance(): void {
    this.guard(() => {
      this.attribution.glance();
    });
  }

  /** The processes of the run's tree that lived when it was last looked at, as at its end; none where this system does not tell. */
  get livingPids(): readonly number[] {
    return this.attribution.livingPids;
  }

  /** Call as soon as the child has ended. `conclude` hears how the run stands then, and may add notes. Returns the run's summary. */
  async finish(
    end: RunEnd,
    conclude: (summary: RunSummary, note: (text: string) => void) => void = () => undefined,
  ): Promise<RunSummary | null> {
    this.sampler.stop();
    this.toldChildSeconds = end.cpuSeconds ?? null;
    const endedAt = new Date().toISOString();
    let t = monotonicSeconds();
    try {
      this.account();
      endMeanwhile();
      this.takeSleep();
      this.accountant.readAll();
      t = monotonicSeconds();
      this.attribution.end(this.childSeconds());
      this.accountant.mark('exit', t);
      await this.launched;
      await settle(this.accountant, 'exit');
      this.appendNews();
      this.journal.gaps(this.accountant.openGaps(t));
      const tally = this.accountant.tallyAtMark(t);
      this.attribution.finish(tally.joules);
      this.appendSample(tally, { isLast: true });
      this.journal.bounds(t, this.accountant.bounds());
      this.journal.disagreements(t, this.accountant.disagreements());
      const { summary } = this.journal;
      if (summary !== null)
        conclude(summary, (text) => {
          this.journal.note(text);
        });
    } catch (error) {
      this.tellTrouble(error);
    }
    this.journal.overhead(t);
    const { exitCode, signal } = end;
    this.journal.append({ type: 'end', t: this.journal.sinceStart(t), endedAt, exitCode, signal });
    return this.journal.close();
  }

  private account(): void {
    this.sampler.account();
  }

  /** Accounts what was read, and writes the samples of it. */
  private take(readings: readonly WaitingReading[]): void {
    this.guard(() => {
      this.takeSleep();
    });
    const lastSample = readings.findLastIndex(({ isSample }) => isSample);
    readings.forEach(({ observation, isSample, isWritten }, index) => {
      this.guard(() => {
        this.accountant.take(observation);
        if (!isSample || !this.isCounting) return;
        if (isWritten)
          this.journal.follow(
            this.accountant.tally(observation.t),
            this.shareJoules(),
            observation.stretch ?? null,
          );
        else this.sample(observation.t, index < lastSample);
      });
    });
  }

  private sample(at: number, isMoreToCome: boolean): void {
    this.appendNews();
    const tally = this.accountant.tally(at);
    if (!isMoreToCome && this.attribution.isDue) this.attribution.update(tally.joules);
    this.appendSample(tally, { isMoreToCome });
    if (at < this.nextOverhead) return;
    this.endStart();
    this.journal.bounds(at, this.accountant.bounds());
    this.journal.overhead(at);
    this.nextOverhead = at + overheadIntervalSeconds.later;
    // What waits keeps the driver's thread from writing.
    this.journal.flush();
  }

  /** All that a run loads was loaded by now. */
  private endStart(): void {
    if (this.hasStarted) return;
    this.hasStarted = true;
    this.guard(() => {
      compactMemory();
      trimMemory();
    });
  }

  private guard(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.tellTrouble(error);
    }
  }

  /** Before what was read after a sleep is accounted. */
  private takeSleep(): void {
    const asleep = this.suspends.take();
    if (asleep === 0) return;
    this.accountant.sleep(asleep);
    this.journal.note(
      noteTexts.write(
        'The machine was suspended for {0}: that time is in no figure, and what it drew meanwhile only where a counter went on.',
        formatDuration(asleep),
      ),
    );
  }

  private tellTrouble(error: unknown): void {
    const reason = noteTexts.write(
      'a reading failed ({0})',
      error instanceof Error ? error.message : String(error),
    );
    this.journal.note(reason);
    this.onTrouble(reason);
  }

  private appendNews(): void {
    const failures = this.accountant.takeFailures();
    for (const { name, reason } of failures)
      this.journal.note(noteTexts.write('{0} did not answer: {1}.', name, reason));
    const stuck = failures.filter(({ reason }) => reason === stuckReason).map(({ name }) => name);
    if (stuck.length > 0)
      this.onTrouble(
        `${[...new Set(stuck)].join(', ')}: ${stuckReason}; all else is metered on, and these again should it do so`,
      );
    this.journal.gaps(this.accountant.takeGaps());
  }

  /** Processor time of the command and all that it waited for; null where the system does not tell, or it was no child of this process. */
  private childSeconds(): number | null {
    if (this.toldChildSeconds !== null) return this.toldChildSeconds;
    const now = waitedSeconds();
    const before = this.launch?.waitedSeconds ?? null;
    return now === null || before === null ? null : now - before;
  }

  private appendSample(
    tally: Tally,
    {
      isLast = false,
      isMoreToCome = false,
    }: { readonly isLast?: boolean; readonly isMoreToCome?: boolean } = {},
  ): void {
    const { journal } = this;
    const t = journal.sinceStart(tally.t);
    const progress = this.progress.due(t, isLast);
    if (progress !== null) journal.append(progress);
    for (const note of this.attribution.takeNotes()) journal.note(note, t);
    const news = this.attribution.takeNews();
    if (news !== null) journal.append({ type: 'attribution', t, ...news });
    journal.sample(tally, this.shareJoules(), isMoreToCome);
  }

  private shareJoules(): Tally['joules'] | null {
    return this.hasShares ? this.attribution.shareJoules() : null;
  }

  private linesToCome(): LinesToCome | null {
    return this.isCounting
      ? this.journal.linesToCome(this.accountant.linesToCome(), this.shareJoules())
      : null;
  }
}
