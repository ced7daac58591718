import { basename } from 'node:path';
import * as vscode from 'vscode';
import { commands, taskType } from '../contributions';

interface DelayedRun {
  readonly script: string;
  readonly startAt: Date;
  readonly execution: vscode.TaskExecution;
}

/** The runs of this window that wait for their time. Their tasks are all that is known of them: VS Code finds those again after a reload. */
export function delayedRuns(): readonly DelayedRun[] {
  return vscode.tasks.taskExecutions
    .flatMap((execution) => {
      const { type, script, startAt } = execution.task.definition as Record<string, unknown>;
      const moment = new Date(typeof startAt === 'string' ? startAt : Number.NaN);
      const isWaiting = type === taskType && moment.getTime() > Date.now();
      return isWaiting ? [{ script: basename(String(script)), startAt: moment, execution }] : [];
    })
    .sort((first, second) => first.startAt.getTime() - second.startAt.getTime());
}

const timeText = (moment: Date): string =>
  moment.toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' });

/** Lists the runs that wait, and cancels the one that is picked and confirmed. */
export async function showDelayedRuns(): Promise<void> {
  const waiting = delayedRuns();
  if (waiting.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Wattlens: no run waits for its time.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    waiting.map((run) => ({
      label: run.script,
      description: vscode.l10n.t('starts {0}', timeText(run.startAt)),
      run,
    })),
    {
      title: vscode.l10n.t('Runs that wait for their time'),
      placeHolder: vscode.l10n.t('Pick one to cancel it'),
    },
  );
  if (picked === undefined) return;
  const cancel = vscode.l10n.t('Cancel the Run');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Cancel {0}, which is to start {1}?', picked.run.script, timeText(picked.run.startAt)),
    { modal: true },
    cancel,
  );
  if (answer === cancel) picked.run.execution.terminate();
}

/** An item of the status bar while a run waits; a click lists them. */
export function registerDelayedRuns(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('wattlens.delayedRuns', vscode.StatusBarAlignment.Left, -1);
  item.name = vscode.l10n.t('Wattlens Delayed Runs');
  item.command = commands.showDelayedRuns;
  const render = (): void => {
    const [next, ...others] = delayedRuns();
    if (next === undefined) {
      item.hide();
      return;
    }
    item.text = `$(clock) ${timeText(next.startAt)}`;
    item.tooltip =
      others.length > 0
        ? vscode.l10n.t(
            '{0} starts {1}, and {2} more later. Click to list and cancel.',
            next.script,
            timeText(next.startAt),
            others.length,
          )
        : vscode.l10n.t('{0} starts {1}. Click to list and cancel.', next.script, timeText(next.startAt));
    item.show();
  };
  const timer = setInterval(render, 30_000);
  render();
  return vscode.Disposable.from(
    item,
    {
      dispose: () => {
        clearInterval(timer);
      },
    },
    vscode.tasks.onDidStartTask(render),
    vscode.tasks.onDidEndTask(render),
  );
}
