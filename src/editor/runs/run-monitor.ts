import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { FolderWatch } from '../../files/folder-watch';
import type { SampleRecord } from '../../runs/journal';
import { journalPath, mayBeRun, summaryFileName } from '../../runs/run-files';
import type { RunSummary } from '../../runs/summary';
import { readSettings } from '../settings';
import type * as trackedRuns from './tracked-run';
import type { TrackedRun } from './tracked-run';

export interface RunChange {
  readonly run: TrackedRun;
  /** What the journal grew by; empty where only the run's state changed. */
  readonly samples: readonly SampleRecord[];
}

/** How many of the newest runs are looked at. */
const historyLength = 20;
/** How often it is looked whether the meters of the followed runs live: nothing tells of the end of a process. */
const checkMilliseconds = 2000;
/** A folder without a journal's start is taken for none of a run after this long, until something else changes beside it. */
const emptyMilliseconds = 60_000;

/**
 * All runs of the runs folder that matter to this window: those that live, whoever started them, and the newest
 * that ended. The journals are the only channel: what another window or a terminal meters shows here too.
 */
export class RunMonitor implements vscode.Disposable {
  private readonly tracked = new Map<string, TrackedRun>();
  private readonly changed = new vscode.EventEmitter<RunChange>();
  private readonly ended = new vscode.EventEmitter<TrackedRun>();
  /** Fires for each batch of journal records of any run. */
  readonly onDidChange = this.changed.event;
  /** Fires once a run that this window saw alive has ended or was interrupted. */
  readonly onDidEndRun = this.ended.event;
  private watch: FolderWatch;
  /** There while a run is followed. */
  private timer: NodeJS.Timeout | null = null;
  private historyWanted = false;
  private isDisposed = false;
  /** Runs that have a summary: not looked for again at each change of the folder. */
  private readonly over = new Set<string>();
  private readonly settingsListener: vscode.Disposable;

  constructor(
    private runsFolder: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.settingsListener = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('wattlens.runs.folder')) this.useFolder(readSettings().runsFolder);
    });
    this.watch = this.watchFolder();
    // Not while the window starts.
    setImmediate(() => void this.scan());
  }

  /** Newest first. Those whose journal has no readable start yet are left out. */
  get runs(): readonly TrackedRun[] {
    return [...this.tracked.values()]
      .filter((run) => run.summary !== null)
      .sort((a, b) => b.id.localeCompare(a.id));
  }

  /** The newest run that is being metered. */
  get live(): TrackedRun | undefined {
    return this.runs.find((run) => run.isLive);
  }

  find(id: string): TrackedRun | undefined {
    return this.tracked.get(id);
  }

  /** Follows a run, however old it is; undefined where there is none of that id. It is read in a moment. */
  open(id: string): TrackedRun | undefined {
    const known = this.tracked.get(id);
    if (known !== undefined || !isRunId(id) || !existsSync(journalPath(this.runsFolder, id))) return known;
    this.track(id);
    return this.tracked.get(id);
  }

  /** The newest ended run whose command names the script. */
  lastRunOf(script: string): RunSummary | undefined {
    this.wantHistory();
    return (
      this.runs
        .map((run) => run.summary)
        .find((summary) => summary !== null && summary.state !== 'running' && names(summary, script)) ??
      undefined
    );
  }

  /** Runs that ended before this window opened are read only once somebody asks. */
  wantHistory(): void {
    if (this.historyWanted) return;
    this.historyWanted = true;
    void this.scan();
  }

  /** Resolves once all runs of the folder are known, those of before this window too, by what their journals hold now. */
  async history(): Promise<void> {
    this.historyWanted = true;
    await this.scan();
    await Promise.all([...this.tracked.values()].map((run) => run.catchUp()));
  }

  dispose(): void {
    this.isDisposed = true;
    this.watch.dispose();
    this.forget();
    vscode.Disposable.from(this.changed, this.ended, this.settingsListener).dispose();
  }

  private useFolder(runsFolder: string): void {
    this.watch.dispose();
    this.forget();
    this.runsFolder = runsFolder;
    this.watch = this.watchFolder();
    void this.scan();
  }

  private forget(): void {
    for (const run of this.tracked.values()) run.dispose();
    this.tracked.clear();
    this.over.clear();
    this.checkWhileNeeded();
  }

  private check(): void {
    for (const [id, run] of this.tracked) {
      run.checkAlive();
      if (!run.isEmptySince(performance.now() - emptyMilliseconds)) continue;
      run.dispose();
      this.tracked.delete(id);
    }
    this.checkWhileNeeded();
  }

  private checkWhileNeeded(): void {
    const isNeeded = [...this.tracked.values()].some((run) => run.isFollowed);
    if (isNeeded) {
      this.timer ??= setInterval(() => {
        this.check();
      }, checkMilliseconds);
      return;
    }
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  private async scan(): Promise<void> {
    try {
      const names = await readdir(this.runsFolder);
      const sorted = names.filter(mayBeRun).sort();
      const oldest = sorted.at(-historyLength) ?? '';
      for (const id of sorted) {
        if (this.tracked.has(id)) continue;
        // A long training may have begun before many others that have ended.
        const isOver = this.over.has(id) || existsSync(join(this.runsFolder, id, summaryFileName));
        if (isOver) this.over.add(id);
        if (!isOver || (this.historyWanted && id >= oldest)) this.track(id);
      }
    } catch (error) {
      // No folder yet is the ordinary state before the first run.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.log.warn(`Runs folder ${this.runsFolder}: ${String(error)}`);
    }
  }

  private track(id: string): void {
    if (this.isDisposed) return;
    let wasAlive = false;
    // Loaded with the first run, and then at once: who opens one is given it.
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
    const tracking = require('./tracked-run') as typeof trackedRuns;
    const run = new tracking.TrackedRun(id, this.runsFolder, (changedRun, samples) => {
      const hasEnded = wasAlive && !changedRun.isLive;
      wasAlive = changedRun.isLive;
      this.changed.fire({ run: changedRun, samples });
      if (hasEnded) this.ended.fire(changedRun);
    });
    this.tracked.set(id, run);
    this.checkWhileNeeded();
  }

  private watchFolder(): FolderWatch {
    return new FolderWatch(this.runsFolder, () => void this.scan());
  }
}

/** The name of a folder, and not a path to somewhere else. */
export const isRunId = (id: string): boolean => /^[\w-][\w.-]*$/.test(id);

const names = (summary: RunSummary, script: string): boolean =>
  summary.command.some((argument) => argument === script || join(summary.cwd, argument) === script);
