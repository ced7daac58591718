import { access } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import * as vscode from 'vscode';
import { trackerRecord } from '../../runs/report/tracker-record';
import type { RunSummary } from '../../runs/summary';
import { noticeText } from '../shown-text';
import { findInterpreter } from '../launch/interpreter';
import { logToTracker, type TrackerName } from './experiment-trackers';
import { pickRun } from './pick-run';
import { readSummary } from './read-summary';
import type { RunMonitor } from './run-monitor';

const titles: Readonly<Record<TrackerName, string>> = { mlflow: 'MLflow', wandb: 'Weights & Biases' };

/**
 * Gives a finished run's energy to MLflow or Weights & Biases, by the Python that the run had. Asks before anything is
 * started: a tracker may send it to a server, as its own settings say.
 */
export async function logRun(monitor: RunMonitor, runId: unknown): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Wattlens: logging a run starts a program, and this workspace is in Restricted Mode. Trust it first.',
      ),
    );
    return;
  }
  const named = typeof runId === 'string' ? await readSummary(monitor, runId) : null;
  const run = named ?? (await pickRun(monitor, vscode.l10n.t('Log Run to an Experiment Tracker')));
  if (run === undefined) return;
  if (run.state === 'running') {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Wattlens: this run goes on; it can be logged when it has ended.'),
    );
    return;
  }
  const python = await pythonOf(run);
  if (!python.ok) {
    await vscode.window.showErrorMessage(`Wattlens: ${noticeText(python.error)}`);
    return;
  }
  const picked = await vscode.window.showQuickPick(
    (['mlflow', 'wandb'] as const).map((tracker) => ({ label: titles[tracker], tracker })),
    { title: vscode.l10n.t('Log Run to an Experiment Tracker') },
  );
  if (picked === undefined) return;
  const log = vscode.l10n.t('Log');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Log the energy of this run to {0}?', picked.label),
    {
      modal: true,
      detail: vscode.l10n.t(
        'A short program is run by {0} in {1}. It asks {2} to make a run with energy, CO2e and sources; where that is kept or sent, the settings of {2} say.',
        noticeText(python.path),
        noticeText(run.cwd),
        picked.label,
      ),
    },
    log,
  );
  if (answer !== log) return;
  await give(run, python.path, picked.tracker);
}

async function give(run: RunSummary, python: string, tracker: TrackerName): Promise<void> {
  const title = titles[tracker];
  const answer = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Wattlens: logging to {0}…', title),
    },
    () => logToTracker(python, tracker, trackerRecord(run), run.cwd),
  );
  if (answer.ok)
    await vscode.window.showInformationMessage(
      vscode.l10n.t('Wattlens: the run is in {0} as {1}.', title, noticeText(answer.id)),
    );
  else
    await vscode.window.showErrorMessage(
      answer.why === 'notInstalled'
        ? vscode.l10n.t('Wattlens: {0} is not installed for {1}.', title, noticeText(python))
        : vscode.l10n.t('Wattlens: {0} did not take the run: {1}', title, noticeText(answer.message)),
    );
}

/** The Python beside the run's command; else that of its folder. */
async function pythonOf(
  run: RunSummary,
): Promise<{ readonly ok: true; readonly path: string } | { readonly ok: false; readonly error: string }> {
  const [program = ''] = run.command;
  if (isAbsolute(program))
    for (const name of ['python', 'python3', 'python.exe']) {
      const path = join(dirname(program), name);
      if (await isThere(path)) return { ok: true, path };
    }
  const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(run.cwd));
  return findInterpreter({ folder, directory: run.cwd }, undefined);
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
