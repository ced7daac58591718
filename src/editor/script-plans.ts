import { basename, dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { Detection } from '../detect/detection';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import type { Analyses } from './analysis/analyst';
import { filesOnDisk } from '../files/files-on-disk';
import { readSettings } from './settings';
import type { TrainingScripts } from './training-scripts';

/** What a training script says of its plan itself, in its code, in the files that its command names, and in its arguments. */
export class ScriptPlans {
  constructor(
    private readonly scripts: Pick<TrainingScripts, 'detect'>,
    private readonly analyses: Pick<Analyses, 'scriptPlan'>,
  ) {}

  /** The plan of a script by its address; null where it is none, says nothing, or can't be read. */
  async at(script: string | undefined): Promise<TrainingPlan | null> {
    if (script === undefined) return null;
    try {
      const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(script));
      const detection = await this.scripts.detect(document);
      return detection === null ? null : await this.of(document, detection);
    } catch {
      return null;
    }
  }

  async of(script: vscode.TextDocument, { plan, command }: Detection): Promise<TrainingPlan | null> {
    const { readCommandLine } = await import('../detect/command-line');
    const { uri } = script;
    const folder = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    const commands = readCommandLine([...command, ...readSettings(uri).runArguments]);
    const files = commands
      .flatMap(({ configFiles }) => configFiles)
      .flatMap((file) => {
        const text =
          filesOnDisk.read(resolve(folder, file)) ?? filesOnDisk.read(resolve(dirname(uri.fsPath), file));
        return text === null ? [] : [{ name: basename(file), text }];
      });
    return this.analyses.scriptPlan({
      name: basename(uri.fsPath),
      text: script.getText(),
      plan,
      files,
      commands: commands.map(({ plan: stated, processes, arguments: words }) => ({
        plan: stated,
        processes,
        arguments: words,
      })),
    });
  }
}
