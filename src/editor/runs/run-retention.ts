import * as vscode from 'vscode';
import { pruneRun, runsToPrune } from '../../runs/prune';
import { readSettings } from '../settings';

/** Well after the window has opened, and then once a day. */
const firstMilliseconds = 60_000;
const nextMilliseconds = 24 * 3_600_000;

/** Deletes old runs where the settings ask for it, and says each in the log. */
export function registerRunRetention(log: vscode.LogOutputChannel): vscode.Disposable {
  const prune = (): void => {
    pruneOldRuns(log).catch((error: unknown) => {
      log.warn(`Old runs can't be deleted: ${String(error)}`);
    });
  };
  const first = setTimeout(prune, firstMilliseconds);
  const next = setInterval(prune, nextMilliseconds);
  return new vscode.Disposable(() => {
    clearTimeout(first);
    clearInterval(next);
  });
}

async function pruneOldRuns(log: vscode.LogOutputChannel): Promise<void> {
  const { runsFolder, retentionDays, largestMegabytes } = readSettings();
  if (retentionDays === undefined && largestMegabytes === undefined) return;
  const chosen = await runsToPrune(runsFolder, {
    ...(retentionDays === undefined ? {} : { days: retentionDays }),
    ...(largestMegabytes === undefined ? {} : { bytes: largestMegabytes * 1e6 }),
  });
  for (const run of chosen) {
    const { kept } = await pruneRun(runsFolder, run);
    log.info(`Run ${run.id}: ${kept ?? 'deleted, as the settings ask for'}`);
  }
}
