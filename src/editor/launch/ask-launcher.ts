import * as vscode from 'vscode';
import type { RememberedLaunch } from './launch-memory';
import type { LauncherName } from './launch-request';

type LauncherChoice = Required<Pick<RememberedLaunch, 'launcher' | 'processes' | 'gpus'>>;

/**
 * How a script is started that can use several of the GPUs that there are: by its launcher on all of them or on some that are chosen,
 * or by Python alone. Undefined where the person has turned away.
 */
export async function askLauncher(
  title: string,
  launcher: LauncherName,
  gpus: readonly string[],
): Promise<LauncherChoice | undefined> {
  const picked = await vscode.window.showQuickPick(
    [
      { label: vscode.l10n.t('{0} on all {1} GPUs', launcher, gpus.length), choice: 'all' },
      { label: vscode.l10n.t('{0} on GPUs to be chosen', launcher), choice: 'some' },
      { label: vscode.l10n.t('python, one process'), choice: 'python' },
    ],
    { title },
  );
  if (picked === undefined) return undefined;
  if (picked.choice === 'python') return { launcher: 'python', processes: undefined, gpus: undefined };
  if (picked.choice === 'all') return { launcher, processes: gpus.length, gpus: undefined };
  const some = await vscode.window.showQuickPick(
    gpus.map((gpu) => ({ label: `GPU ${gpu}`, gpu, picked: gpu === gpus[0] })),
    {
      title,
      canPickMany: true,
      placeHolder: vscode.l10n.t('The GPUs that {0} gets, one process each', launcher),
    },
  );
  return some === undefined || some.length === 0
    ? undefined
    : { launcher, processes: some.length, gpus: some.map(({ gpu }) => gpu) };
}
