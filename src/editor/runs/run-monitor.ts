import { existsSync, watch, type FSWatcher } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { SampleRecord } from '../../runs/journal';
import { journalPath, mayBeRun, summaryFileName } from '../../runs/run-files';
import type { RunSummary } from '../../runs/summary';
import { readSettings } from '../settings';
import { TrackedRun } from './tracked-run';

export interface RunChange {
  readonly run: TrackedRun;
  /** What the journal grew by; empty where only the run's state changed. */
  readonly samples: readonly SampleRecord[];
}

/** How many of the newest runs are looked at. */
const historyLength = 20;
const checkMilliseconds = 2000;

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
  private watcher: FSWatcher | null = null;
  private readonly timer: NodeJS.Timeout;
  private historyWanted = false;
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
    this.timer = setInterval(() => {
      this.check();
    }, checkMilliseconds);
    void this.scan();
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
    clearInterval(this.timer);
    this.forget();
    vscode.Disposable.from(this.changed, this.ended, this.settingsListener).dispose();
  }

  private useFolder(runsFolder: string): void {
    this.forget();
    this.runsFolder = runsFolder;
    void this.scan();
  }

  private forget(): void {
    this.watcher?.close();
    this.watcher = null;
    for (const run of this.tracked.values()) run.dispose();
    this.tracked.clear();
    this.over.clear();
  }

  private check(): void {
    if (this.watcher === null && existsSync(this.runsFolder)) void this.scan();
    for (const run of this.tracked.values()) run.checkAlive();
  }

  private async scan(): Promise<void> {
    this.watchFolder();
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
    let wasAlive = false;
    const run = new TrackedRun(id, this.runsFolder, (changedRun, samples) => {
      const hasEnded = wasAlive && !changedRun.isLive;
      wasAlive = changedRun.isLive;
      this.changed.fire({ run: changedRun, samples });
      if (hasEnded) this.ended.fire(changedRun);
    });
    this.tracked.set(id, run);
  }

  private watchFolder(): void {
    if (this.watcher !== null || !existsSync(this.runsFolder)) return;
    try {
      this.watcher = watch(this.runsFolder, { persistent: false }, () => void this.scan());
      this.watcher.on('error', (error) => {
        this.log.warn(`Runs folder ${this.runsFolder}: ${String(error)}`);
        this.watcher?.close();
        this.watcher = null;
      });
    } catch (error) {
      this.log.warn(`Runs folder ${this.runsFolder} can't be watched: ${String(error)}`);
    }
  }
}

/** The name of a folder, and not a path to somewhere else. */
export const isRunId = (id: string): boolean => /^[\w-][\w.-]*$/.test(id);

const names = (summary: RunSummary, script: string): boolean =>
  summary.command.some((argument) => argument === script || join(summary.cwd, argument) === script);
