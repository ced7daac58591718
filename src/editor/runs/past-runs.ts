import * as vscode from 'vscode';
import type { PastRunFigures } from '../../runs/past-runs';
import { readSettings, settingsSection } from '../settings';
import type { RunMonitor } from './run-monitor';

/** Older runs tell of older software; and a folder may hold thousands. */
const newest = 100;

const none: readonly PastRunFigures[] = [];

/**
 * What the runs of the runs folder tell estimates. They are read once an estimate asks, beside what the window does, and
 * anew when a run has ended; until they are known there are none.
 */
export class PastRuns implements vscode.Disposable {
  private runs: readonly PastRunFigures[] = none;
  /** Resolves when the runs have been read; null until somebody asks. */
  private reading: Promise<void> | null = null;
  /** Counts what made the runs that were read out of date. */
  private age = 0;
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when other runs are known than were before. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    monitor: Pick<RunMonitor, 'onDidEndRun'>,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.subscriptions = [
      monitor.onDidEndRun(() => {
        this.readAgain();
      }),
      vscode.workspace.onDidChangeConfiguration((event) => {
        const changes = ['runs.folder', 'estimate.calibrate'];
        if (changes.some((key) => event.affectsConfiguration(`${settingsSection}.${key}`))) this.readAgain();
      }),
    ];
  }

  /** Those that are known now. */
  get known(): readonly PastRunFigures[] {
    void this.read();
    return this.runs;
  }

  /** Those of the folder. */
  async all(): Promise<readonly PastRunFigures[]> {
    await this.read();
    return this.runs;
  }

  private read(): Promise<void> {
    this.reading ??= this.readNow();
    return this.reading;
  }

  private readAgain(): void {
    if (this.reading !== null) this.reading = this.readNow();
  }

  private async readNow(): Promise<void> {
    const age = ++this.age;
    const runs = await this.fromFolder();
    if (age !== this.age || JSON.stringify(runs) === JSON.stringify(this.runs)) return;
    this.runs = runs;
    this.changed.fire();
  }

  private async fromFolder(): Promise<readonly PastRunFigures[]> {
    const { calibratesEstimates, runsFolder } = readSettings();
    if (!calibratesEstimates) return none;
    try {
      const { readPastRuns } = await import('../../runs/past-runs');
      return await readPastRuns(runsFolder, newest);
    } catch (error) {
      this.log.warn(`The past runs in ${runsFolder} can't be read: ${String(error)}`);
      return none;
    }
  }

  dispose(): void {
    vscode.Disposable.from(this.changed, ...this.subscriptions).dispose();
  }
}
