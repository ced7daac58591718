import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import * as vscode from 'vscode';
import type { Message } from '../../units/message';
import { translated } from '../translate';
import { FolderWatch } from '../../files/folder-watch';
import { identityOf, isAlive } from '../../processes/process-identity';
import { DelayedRunFiles, type DelayedRun } from '../../runs/delayed-runs';
import { taskType } from '../contributions';
import { launchRefusal, reportProblem } from '../launch/prepare-launch';
import { trainingTask, type TrainingLaunch, type WattlensTaskDefinition } from '../launch/training-task';
import { readSettings } from '../settings';
import { noticeText } from '../shown-text';
import { windowAnswers } from '../window-answers';
import { claimWait } from './claim-wait';
import { delayedRunOf, workspaceAddress } from './delayed-run-plan';
import { endWait, launchOf, promptDefinition, startTask, waitingDefinition } from './delayed-run-task';
import { watchEndings, type ListedRun } from './delayed-run-endings';
import { DelayedRunSteps, knownRunOf, standingOf } from './delayed-run-steps';
import { timeText } from '../../units/time-text';
import { isWithinFolders } from './within-folders';

/** While a run waits: nothing tells of the end of the process that it waits in. */
const lookMs = 5000;

/**
 * The runs of this workspace that wait for their time, by their files in the runs folder: after a reload, a crash, or when the
 * window is opened again, they are the same. What waited in a terminal that is gone is started again.
 */
export class DelayedRuns implements vscode.Disposable {
  private readonly opened = Date.now();
  private readonly folders = new Map<string, DelayedRunFiles>();
  private readonly watches: FolderWatch[] = [];
  private readonly steps = new DelayedRunSteps();
  /** Those whose wait this window is about to start again. */
  private readonly claimed = new Set<string>();
  private readonly saidWrong = new Set<string>();
  private readonly changed = new vscode.EventEmitter<void>();
  /** There while a run of this workspace waits. */
  private timer: NodeJS.Timeout | undefined;
  private readonly listeners: vscode.Disposable;
  private listed: readonly ListedRun[] = [];
  private soon: NodeJS.Timeout | undefined;
  private isDisposed = false;

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly meterProgram: string,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.look();
    for (const files of this.folders.values()) files.clean(Date.now());
    const look = (): void => {
      this.look();
    };
    this.listeners = vscode.Disposable.from(
      this.changed,
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('wattlens.runs.folder')) this.look();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(look),
      vscode.workspace.onDidChangeWorkspaceFolders(look),
      vscode.tasks.onDidStartTask(({ execution }) => {
        if (execution.task.definition.type === taskType) this.look();
      }),
      watchEndings({
        runs: () => {
          this.look();
          return this.listed;
        },
        ended: ({ run }) => {
          this.steps.leaveToPerson(run.id);
          this.look();
        },
        cancelled: (listed) => this.cancelled(listed),
      }),
    );
  }

  dispose(): void {
    this.isDisposed = true;
    clearInterval(this.timer);
    clearTimeout(this.soon);
    for (const watch of this.watches) watch.dispose();
    this.listeners.dispose();
  }

  /** The soonest first. */
  get runs(): readonly ListedRun[] {
    return this.listed;
  }

  /** Plans a run and starts its wait; undefined where it can't be started. */
  async plan(
    launch: TrainingLaunch,
    definition: WattlensTaskDefinition,
    startAt: Date,
  ): Promise<vscode.TaskExecution> {
    const id = randomUUID();
    const whole = { ...definition, startAt: startAt.toISOString(), delayedRun: id };
    const files = this.filesOf(launch.meter.runsFolder);
    try {
      const unwritable = files.open();
      if (unwritable !== null) throw new Error(translated(unwritable));
      files.keep(delayedRunOf(launch, whole, id, whole.startAt));
      files.hold(id, { ...identityOf(process.pid), role: 'window' });
    } catch (error) {
      // The meter says so too, in its terminal.
      this.log.warn(vscode.l10n.t('The delayed run can’t be kept in {0}: {1}', files.folder, String(error)));
    }
    try {
      return await vscode.tasks.executeTask(trainingTask(launch, whole));
    } catch (error) {
      this.abandon(files, id);
      throw error;
    } finally {
      this.look();
    }
  }

  /** The id of the run that a task without one starts. */
  idFor(definition: Readonly<Record<string, unknown>>): string {
    this.look();
    const waiting = this.listed.map(({ run }) => run);
    const over = (): DelayedRun[] =>
      [...this.folders.values()].flatMap((files) => files.over()).filter(isOfThisWorkspace);
    return knownRunOf(definition, waiting, over, Date.now() - this.opened) ?? randomUUID();
  }

  /** Cancels a run for good, wherever it waits. False where it has started, or was cancelled already. Errors of the file system are thrown. */
  private cancel({ run, files }: ListedRun): boolean {
    const holder = files.holderOf(run.id);
    let isFirst = true;
    try {
      isFirst = files.finish(run.id);
      if (isFirst)
        this.log.info(vscode.l10n.t('{0}, which was to start at {1}, is cancelled', run.label, run.startAt));
      return isFirst;
    } finally {
      // What has started in the meantime goes on.
      if (isFirst) endWait(run, holder);
      this.look();
    }
  }

  /** The same, where what goes wrong is told; undefined then. */
  tryCancel(listed: ListedRun): boolean | undefined {
    try {
      return this.cancel(listed);
    } catch (error) {
      void reportProblem({
        message: vscode.l10n.t(
          '{0} is ended, but its file in {1} can’t be changed ({2}): it may be started again.',
          listed.run.label,
          listed.files.folder,
          String(error),
        ),
      });
      return undefined;
    }
  }

  /** Starts the wait of a run again, in a terminal of this window. */
  async waitAgain({ run, files }: ListedRun): Promise<void> {
    const refusal = launchRefusal();
    if (refusal !== undefined) return reportProblem(refusal);
    this.claimed.add(run.id);
    try {
      if (!(await claimWait(files, run.id, windowAnswers))) return;
      const started = await startTask(this.meterProgram, run, waitingDefinition(run));
      if (started)
        this.log.info(vscode.l10n.t('{0} waits again for {1}: nothing else did', run.label, run.startAt));
      else {
        this.steps.tellNoMore(run.id);
        files.release(run.id);
      }
    } catch (error) {
      this.log.error(
        vscode.l10n.t('{0} can’t wait again for {1}: {2}', run.label, run.startAt, String(error)),
      );
    } finally {
      this.claimed.delete(run.id);
      this.look();
    }
  }

  /** Runs at once what was to start at another time. */
  async runNow(listed: ListedRun): Promise<void> {
    const refusal = launchRefusal();
    if (refusal !== undefined) return reportProblem(refusal);
    if (this.tryCancel(listed) !== true) return;
    await startTask(this.meterProgram, listed.run, promptDefinition(listed.run));
  }

  /** Plans anew a run that is over. */
  private async planAgain(run: DelayedRun): Promise<void> {
    const refusal = launchRefusal();
    if (refusal !== undefined) return reportProblem(refusal);
    const launch = await launchOf(this.meterProgram, run);
    if (launch !== undefined)
      await this.plan(launch, { ...run.definition, type: taskType }, new Date(run.startAt));
  }

  private abandon(files: DelayedRunFiles, id: string): void {
    try {
      files.finish(id);
    } catch (error) {
      this.log.warn(
        vscode.l10n.t('The delayed run {0} is still in {1}: {2}', id, files.folder, String(error)),
      );
    }
  }

  private look(): void {
    if (this.isDisposed) return;
    const nowMs = Date.now();
    const here = { host: hostname(), nowMs, isAlive };
    this.filesOf(readSettings().runsFolder);
    const listed: ListedRun[] = [];
    for (const files of this.folders.values()) {
      const { waiting, wrong } = files.list();
      for (const { file, why } of wrong) this.sayWrong(file, why);
      for (const run of waiting.filter(isOfThisWorkspace)) {
        const holder = files.holderOf(run.id);
        listed.push({ run, holder, standing: standingOf(run, holder, here), files });
        // A checkout could have brought it.
        if (isInWorkspace(files.folder)) this.steps.leaveToPerson(run.id);
      }
    }
    listed.sort((first, second) => Date.parse(first.run.startAt) - Date.parse(second.run.startAt));
    this.listed = listed;
    this.lookWhileNeeded();
    const mayStart = vscode.workspace.isTrusted && workspaceAddress() !== '';
    for (const each of listed.filter(({ run }) => !this.claimed.has(run.id)))
      this.take(this.steps.next(each.run.id, each.standing, nowMs, mayStart), each);
    this.changed.fire();
  }

  private take(step: ReturnType<DelayedRunSteps['next']>, listed: ListedRun): void {
    const { run } = listed;
    if (step === 'start') void this.waitAgain(listed);
    if (step === 'ask')
      void this.ask(
        listed,
        vscode.l10n.t('{0} waits no more for {1}: its process has ended.', run.label, timeText(run.startAt)),
        [vscode.l10n.t('Wait Again'), () => this.waitAgain(listed)],
      );
    if (step === 'say missed')
      void this.ask(
        listed,
        vscode.l10n.t(
          '{0} was to start {1}, and nothing waited for it then.',
          run.label,
          timeText(run.startAt),
        ),
        [vscode.l10n.t('Run Now'), () => this.runNow(listed)],
      );
  }

  /** Says what has become of a run; a message that is put away leaves it in the list. */
  private async ask(
    listed: ListedRun,
    message: string,
    [title, act]: readonly [string, () => Promise<void>],
  ): Promise<void> {
    this.log.warn(message);
    const forget = vscode.l10n.t('Forget It');
    const answer = await vscode.window.showWarningMessage(`Wattlens: ${noticeText(message)}`, title, forget);
    if (answer === title) await this.attempt(act);
    if (answer === forget) this.tryCancel(listed);
  }

  /** Whoever ends the terminal of a run cancels it, and is told so. */
  private async cancelled(listed: ListedRun): Promise<void> {
    const { run, files } = listed;
    if (files.stateOf(run.id) !== 'waiting' || this.tryCancel(listed) !== true) return;
    const undo = vscode.l10n.t('Wait Again');
    const message = vscode.l10n.t(
      'Wattlens: {0} does not start {1}: its terminal was closed.',
      run.label,
      timeText(run.startAt),
    );
    const answer = await vscode.window.showInformationMessage(noticeText(message), undo);
    if (answer === undo) await this.attempt(() => this.planAgain(run));
  }

  /** What a message's button does; nobody else hears of what goes wrong. */
  private async attempt(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      void reportProblem({ message: error instanceof Error ? error.message : String(error) });
    }
  }

  private filesOf(runsFolder: string): DelayedRunFiles {
    const known = this.folders.get(runsFolder);
    if (known !== undefined) return known;
    const files = new DelayedRunFiles(runsFolder);
    this.folders.set(runsFolder, files);
    this.watches.push(
      new FolderWatch(files.folder, () => {
        this.lookSoon();
      }),
    );
    return files;
  }

  private lookWhileNeeded(): void {
    if (this.listed.length > 0)
      this.timer ??= setInterval(() => {
        this.look();
      }, lookMs);
    else {
      clearInterval(this.timer);
      this.timer = undefined;
    }
  }

  private lookSoon(): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.look();
    }, 100);
  }

  private sayWrong(file: string, why: Message): void {
    const text = vscode.l10n.t('{0} is no delayed run, and is ignored: {1}', file, translated(why));
    if (this.saidWrong.has(text)) return;
    this.saidWrong.add(text);
    this.log.warn(text);
  }
}

const isOfThisWorkspace = ({ workspace }: DelayedRun): boolean => workspace === workspaceAddress();

const isInWorkspace = (folder: string): boolean =>
  isWithinFolders(
    folder,
    (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath),
  );
