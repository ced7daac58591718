import type * as vscode from 'vscode';
import type { RunMonitor } from './run-monitor';

/** Logs how long after the activation the first live run was known, as after a reload of the window; once. */
export function logFirstLiveRun(monitor: RunMonitor, log: vscode.LogOutputChannel): vscode.Disposable {
  const activated = performance.now();
  const listener = monitor.onDidChange(({ run }) => {
    if (!run.isLive) return;
    log.info(
      `Run ${run.id} is live: in the status bar ${Math.round(performance.now() - activated)} ms after activation`,
    );
    listener.dispose();
  });
  return listener;
}
