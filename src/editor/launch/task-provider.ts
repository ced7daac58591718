import { isAbsolute, join } from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { taskType } from '../contributions';
import { findTrainingScripts } from '../training-scripts';
import { prepareLaunch, reportProblem } from './run-training';
import { trainingTask, type WattlensTaskDefinition } from './training-task';

const definitionSchema = v.object({
  type: v.literal(taskType),
  script: v.pipe(v.string(), v.minLength(1)),
  args: v.optional(v.array(v.string())),
  startAt: v.optional(v.pipe(v.string(), v.isoTimestamp())),
});

/** Tasks of type `wattlens`: each training script of the workspace is offered, and what tasks.json says is resolved. */
export function registerTaskProvider(meterProgram: string): vscode.Disposable {
  return vscode.tasks.registerTaskProvider(taskType, {
    async provideTasks(token) {
      if (!vscode.workspace.isTrusted) return [];
      const scripts = await findTrainingScripts(token);
      const tasks = await Promise.all(
        scripts.map(async (script) => {
          const prepared = await prepareLaunch(meterProgram, script, undefined);
          const definition = { type: taskType, script: vscode.workspace.asRelativePath(script, false) };
          // What can't be run is not offered.
          return prepared.ok ? trainingTask(prepared.launch, definition) : undefined;
        }),
      );
      return tasks.filter((task) => task !== undefined);
    },
    async resolveTask(task) {
      const definition = v.safeParse(definitionSchema, task.definition);
      if (!definition.success || !vscode.workspace.isTrusted) return undefined;
      const { script, args } = definition.output;
      const folder = typeof task.scope === 'object' ? task.scope : vscode.workspace.workspaceFolders?.[0];
      const path = isAbsolute(script) || folder === undefined ? script : join(folder.uri.fsPath, script);
      // VS Code runs a resolved task only when it has the very definition object that it asked with.
      const prepared = await prepareLaunch(meterProgram, vscode.Uri.file(path), args);
      if (prepared.ok) return trainingTask(prepared.launch, task.definition as WattlensTaskDefinition);
      void reportProblem(prepared.problem);
      return undefined;
    },
  });
}
