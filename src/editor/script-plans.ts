import { basename, dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { readCommandLine } from '../detect/command-line';
import type { Detection } from '../detect/detection';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { filesOnDisk } from '../files/files-on-disk';
import { said } from '../units/message';
import { readSettings } from './settings';
import type { TrainingScripts } from './training-scripts';

/** What a training script says of its plan itself, in its code, in the files that its command names, and in its arguments. */
export class ScriptPlans {
  constructor(private readonly scripts: Pick<TrainingScripts, 'detect'>) {}

  /** Of a script by its address; null where it is none, says nothing, or can't be read. */
  async at(script: string | undefined): Promise<TrainingPlan | null> {
    if (script === undefined) return null;
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(script));
      const detection = this.scripts.detect(document);
      return detection === null ? null : await this.of(document, detection);
    } catch {
      return null;
    }
  }

  async of(script: vscode.TextDocument, { plan, command }: Detection): Promise<TrainingPlan | null> {
    const { planOfScript, placedIn, readTrainingPlan, statedPlan } = await import('./estimator');
    const { uri } = script;
    const name = basename(uri.fsPath);
    const ownPlan = (text: string, file: string): TrainingPlan[] => {
      const reading = readTrainingPlan(text);
      return reading.kind === 'plan' ? [placedIn(reading.plan, file)] : [];
    };
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    const commands = readCommandLine([...command, ...readSettings(uri).runArguments]);
    const files = commands.flatMap(({ configFiles }) => configFiles);
    const joined = planOfScript([
      statedPlan(plan, said`from ${name}`),
      ...ownPlan(script.getText(), name),
      ...files.flatMap((file) => {
        const text =
          filesOnDisk.read(resolve(folder, file)) ?? filesOnDisk.read(resolve(dirname(uri.fsPath), file));
        return text === null ? [] : ownPlan(text, basename(file));
      }),
      ...commands.map(({ plan: stated, processes }) =>
        statedPlan(
          processes === null ? stated : { gpus: processes, ...stated },
          said`from the arguments of ${name}`,
        ),
      ),
    ]);
    return Object.keys(joined.options).length > 0 || joined.baseModel !== null || joined.adapter !== null
      ? joined
      : null;
  }
}
