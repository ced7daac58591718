import * as vscode from 'vscode';
import { visibleText } from '../../units/plain-text';
import { commands } from '../contributions';
import { joinArguments } from '../launch/argument-text';
import { labelText, noticeText } from '../shown-text';
import type { ListedRun } from './delayed-run-endings';
import type { DelayedRuns } from './delayed-runs';
import { timeText } from '../../units/time-text';

/** How it stands with a run, in a few words. */
function standingText({ run, standing }: ListedRun): string {
  const time = timeText(run.startAt);
  switch (standing) {
    case 'waits':
      return vscode.l10n.t('starts {0}', time);
    case 'elsewhere':
      return vscode.l10n.t('starts {0} on {1}', time, labelText(run.host));
    case 'stopped':
      return vscode.l10n.t('was to start {0}, but nothing waits for it', time);
    case 'missed':
      return vscode.l10n.t('was to start {0}, and nothing waited for it then', time);
  }
}

/** Lists the runs that wait, and cancels the one that is picked and confirmed; one that nothing waits for can also be started. */
export async function showDelayedRuns(delayedRuns: DelayedRuns): Promise<void> {
  const { runs } = delayedRuns;
  if (runs.length === 0) {
    await vscode.window.showInformationMessage(vscode.l10n.t('Wattlens: no run waits for its time.'));
    return;
  }
  const picked = await vscode.window.showQuickPick(
    runs.map((listed) => ({
      label: labelText(listed.run.label),
      description: standingText(listed),
      detail: labelText(joinArguments(listed.run.command)),
      listed,
    })),
    {
      title: vscode.l10n.t('Runs that wait for their time'),
      placeHolder: vscode.l10n.t('Pick one to cancel it'),
    },
  );
  if (picked !== undefined) await askAbout(delayedRuns, picked.listed);
}

async function askAbout(delayedRuns: DelayedRuns, listed: ListedRun): Promise<void> {
  const { run, standing } = listed;
  const cancel = vscode.l10n.t('Cancel the Run');
  const again =
    standing === 'stopped'
      ? vscode.l10n.t('Wait Again')
      : standing === 'missed'
        ? vscode.l10n.t('Run Now')
        : undefined;
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Cancel {0}, which is to start {1}?', noticeText(run.label), timeText(run.startAt)),
    { modal: true },
    cancel,
    ...(again === undefined ? [] : [again]),
  );
  if (answer === cancel && delayedRuns.tryCancel(listed) === false)
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Wattlens: {0} has started, or was cancelled already.', noticeText(run.label)),
    );
  if (answer !== undefined && answer === again)
    await (standing === 'missed' ? delayedRuns.runNow(listed) : delayedRuns.waitAgain(listed));
}

/** An item of the status bar while a run waits; a click lists them. */
export function registerDelayedRunsItem(delayedRuns: DelayedRuns): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('wattlens.delayedRuns', vscode.StatusBarAlignment.Left, -1);
  item.name = vscode.l10n.t('Wattlens Delayed Runs');
  item.command = commands.showDelayedRuns;
  let shown = '';
  const render = (): void => {
    const [next, ...others] = delayedRuns.runs;
    if (next === undefined) {
      item.hide();
      shown = '';
      return;
    }
    const isInOrder = next.standing === 'waits' || next.standing === 'elsewhere';
    const text = `$(${isInOrder ? 'clock' : 'warning'}) ${timeText(next.run.startAt)}`;
    const what = `${visibleText(next.run.label)} ${standingText(next)}`;
    const tooltip =
      others.length > 0
        ? vscode.l10n.t('{0}, and {1} more later. Click to list and cancel.', what, others.length)
        : vscode.l10n.t('{0}. Click to list and cancel.', what);
    // A tooltip that is set anew closes while somebody reads it.
    if (shown === text + tooltip) return;
    shown = text + tooltip;
    item.text = text;
    item.tooltip = tooltip;
    item.show();
  };
  render();
  return vscode.Disposable.from(item, delayedRuns.onDidChange(render));
}
