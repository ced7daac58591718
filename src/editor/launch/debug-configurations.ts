import * as vscode from 'vscode';
import { taskType } from '../contributions';
import { launchRefusal, prepareLaunch, reportProblem } from './prepare-launch';
import { launchRequest } from './task-provider';
import { trainingTask } from './training-task';

const pythonDebugType = 'debugpy';

/**
 * Launch configurations of type `wattlens`. One that names another (`configuration`) is that one with `"wattlens": true`.
 * One with a script, module or command is a metered task where it is run without debugging, and a session of the Python
 * debugger that is metered where it is debugged.
 */
export function registerDebugConfigurations(meterProgram: string): vscode.Disposable {
  return vscode.debug.registerDebugConfigurationProvider(taskType, {
    provideDebugConfigurations: () => [
      {
        type: taskType,
        request: 'launch',
        name: vscode.l10n.t('Train with energy metering'),
        script: '${file}',
      },
    ],
    resolveDebugConfiguration(folder, configuration) {
      const refusal = launchRefusal();
      if (refusal !== undefined) {
        void reportProblem(refusal);
        return undefined;
      }
      const wrapped: unknown = configuration['configuration'];
      if (typeof wrapped === 'string') return wrappedConfiguration(folder, wrapped);
      // Here, where the Python debugger's own provider comes next: it reads `envFile` and `python`.
      return isDebugged(configuration) ? debuggedConfiguration(configuration) : configuration;
    },
    async resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
      await launch(meterProgram, folder, configuration);
      // The task is the run: there is no session.
      return undefined;
    },
  });
}

const isDebugged = (configuration: vscode.DebugConfiguration): boolean =>
  configuration['noDebug'] !== true && configuration['command'] === undefined && hasPythonDebugger();

function debuggedConfiguration(configuration: vscode.DebugConfiguration): vscode.DebugConfiguration {
  const script: unknown = configuration['script'];
  return {
    ...configuration,
    type: pythonDebugType,
    ...(typeof script === 'string' ? { program: script } : {}),
    wattlens: true,
  };
}

const hasPythonDebugger = (): boolean =>
  vscode.extensions.all.some(({ packageJSON }) =>
    JSON.stringify(
      (packageJSON as { contributes?: { debuggers?: unknown } }).contributes?.debuggers ?? [],
    ).includes(`"${pythonDebugType}"`),
  );

function wrappedConfiguration(
  folder: vscode.WorkspaceFolder | undefined,
  name: string,
): vscode.DebugConfiguration | undefined {
  const configurations = vscode.workspace
    .getConfiguration('launch', folder?.uri)
    .get<readonly vscode.DebugConfiguration[]>('configurations', []);
  const found = configurations.find((other) => other.name === name && other.type !== taskType);
  if (found === undefined) {
    void reportProblem({ message: vscode.l10n.t('There is no launch configuration "{0}" to meter.', name) });
    return undefined;
  }
  return { ...found, wattlens: true };
}

async function launch(
  meterProgram: string,
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
): Promise<void> {
  const { name } = configuration;
  const script: unknown = configuration['script'] ?? configuration['program'];
  const request = launchRequest(
    { ...configuration, type: taskType, ...(script === undefined ? {} : { script }), label: undefined },
    folder,
  );
  if (typeof request === 'string') return reportProblem({ message: `${name}: ${request}` });
  const prepared = await prepareLaunch(meterProgram, request);
  if (!prepared.ok) return reportProblem(prepared.problem);
  const definition = { type: taskType, command: prepared.launch.command };
  await vscode.tasks.executeTask(trainingTask(prepared.launch, definition));
}
