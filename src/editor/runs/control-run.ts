import { hostname } from 'node:os';
import * as vscode from 'vscode';
import { interrupt, isPaused, pause, resume } from '../../processes/run-control';
import { commands, liveRunContext } from '../contributions';
import { noticeText } from '../shown-text';
import type { RunMonitor } from './run-monitor';
import type { TrackedRun } from './tracked-run';

export type RunAction = 'stop' | 'pause' | 'resume';

/** Why nothing can be done to the run's command from here, as a sentence; null where it can. */
export function whyNotControlled(run: TrackedRun): string | null {
  const { processId, summary } = run;
  if (!run.isLive || summary === null) return vscode.l10n.t('The run has ended.');
  if (processId === null) return vscode.l10n.t('The process of the run is not known.');
  // Runs of other machines show up where they share the runs folder: their numbers are other processes here.
  if (summary.host.name !== hostname())
    return vscode.l10n.t('The run is on another machine, {0}.', summary.host.name);
  return null;
}

/** Does it to the run's command; returns why it could not be done, as a sentence, or null. */
export function controlRun(run: TrackedRun, action: RunAction): string | null {
  const { processId } = run;
  const why = whyNotControlled(run);
  if (why !== null || processId === null) return why;
  const problem = { stop: interrupt, pause, resume }[action](processId);
  return problem === null
    ? null
    : vscode.l10n.t('The command of the run could not be reached: {0}.', problem);
}

export const isRunPaused = (run: TrackedRun): boolean =>
  run.isLive && run.processId !== null && run.summary?.host.name === hostname() && isPaused(run.processId);

/** The commands that stop, pause and resume the live run; a run's id as their argument chooses another. */
export function registerRunControl(monitor: RunMonitor): vscode.Disposable {
  const register = (id: string, action: RunAction, done: string): vscode.Disposable =>
    vscode.commands.registerCommand(id, async (runId: unknown) => {
      const run = typeof runId === 'string' ? monitor.find(runId) : monitor.live;
      const problem = run === undefined ? vscode.l10n.t('No run is being metered.') : controlRun(run, action);
      if (problem === null) vscode.window.setStatusBarMessage(`$(zap) ${done}`, 5000);
      else await vscode.window.showWarningMessage(`Wattlens: ${noticeText(problem)}`);
    });
  let hadLive = false;
  const publish = (): void => {
    const hasLive = monitor.live !== undefined;
    if (hasLive === hadLive) return;
    hadLive = hasLive;
    void vscode.commands.executeCommand('setContext', liveRunContext, hasLive);
  };
  return vscode.Disposable.from(
    monitor.onDidChange(publish),
    monitor.onDidEndRun(publish),
    register(commands.stopRun, 'stop', vscode.l10n.t('asked the run to stop (SIGINT)')),
    register(commands.pauseRun, 'pause', vscode.l10n.t('the run is paused')),
    register(commands.resumeRun, 'resume', vscode.l10n.t('the run goes on')),
  );
}
