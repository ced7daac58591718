import * as vscode from 'vscode';
import { runTraining, type LaunchContext } from '../launch/run-training';
import { readSettings } from '../settings';
import { readIntensity } from './intensity-environment';
import { readProxySettings } from './proxy-settings';

/** Finds the cleanest time of the hours to come, and starts a run then. Without a provider it says that it can't. */
export async function findCleanestTime(launch: LaunchContext, script: vscode.Uri | undefined): Promise<void> {
  const setup = await readIntensity(script);
  if (setup === null) {
    const turnOn = vscode.l10n.t('Open Settings');
    const answer = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Wattlens: the cleanest time can’t be told: no provider of forecasts is turned on (wattlens.carbon.provider), and the tables know yearly means alone.',
      ),
      turnOn,
    );
    if (answer === turnOn)
      await vscode.commands.executeCommand('workbench.action.openSettings', 'wattlens.carbon.provider');
    return;
  }
  const { findCleanest } = await import('./find-cleanest');
  const startAt = await findCleanest(setup, readSettings(script), readProxySettings());
  if (startAt === undefined) return;
  const isNow = startAt.getTime() <= Date.now() + 1000;
  await runTraining(launch, script, { asks: false, ...(isNow ? {} : { startAt }) });
}
