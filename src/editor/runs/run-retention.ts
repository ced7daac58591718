import * as vscode from 'vscode';
import { readSettings } from '../settings';

/** Well after the window has opened or the settings have changed, and then once a day. */
const firstMilliseconds = 60_000;
const nextMilliseconds = 24 * 3_600_000;

/** Deletes old runs where the settings ask for it, and says each in the log. */
export function registerRunRetention(log: vscode.LogOutputChannel): vscode.Disposable {
  let first: NodeJS.Timeout | undefined;
  let next: NodeJS.Timeout | undefined;
  const prune = (): void => {
    pruneOldRuns(log).catch((error: unknown) => {
      log.warn(`Old runs can't be deleted: ${String(error)}`);
    });
  };
  const stop = (): void => {
    clearTimeout(first);
    clearInterval(next);
  };
  const begin = (): void => {
    stop();
    const { retentionDays, largestMegabytes } = readSettings();
    if (retentionDays === undefined && largestMegabytes === undefined) return;
    first = setTimeout(prune, firstMilliseconds);
    next = setInterval(prune, nextMilliseconds);
  };
  begin();
  return vscode.Disposable.from(
    { dispose: stop },
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('wattlens.runs')) begin();
    }),
  );
}

async function pruneOldRuns(log: vscode.LogOutputChannel): Promise<void> {
  const { runsFolder, retentionDays, largestMegabytes } = readSettings();
  if (retentionDays === undefined && largestMegabytes === undefined) return;
  const { pruneRun, runsToPrune } = await import('../../runs/prune');
  const chosen = await runsToPrune(runsFolder, {
    ...(retentionDays === undefined ? {} : { days: retentionDays }),
    ...(largestMegabytes === undefined ? {} : { bytes: largestMegabytes * 1e6 }),
  });
  for (const run of chosen) {
    const { kept } = await pruneRun(runsFolder, run);
    log.info(`Run ${run.id}: ${kept ?? 'deleted, as the settings ask for'}`);
  }
}
