import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withDeepspeedFile } from '../energy/plans/merge-plan';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { readTrainingPlan } from '../energy/plans/read-plan';
import { decodeBytes } from '../model/formats/binary/decode';
import { placed } from './placed';

export type PlanFileReading =
  | { readonly kind: 'plan'; readonly plan: TrainingPlan }
  /** What is wrong with the file, in one line for people. */
  | { readonly kind: 'refused'; readonly message: string };

/** DeepSpeed's files are some kilobytes. */
const longestBytes = 1024 * 1024;

/**
 * Reads the DeepSpeed file that a plan names: beside the plan, in the folders above it (a plan of a repository names it
 * from its root), or where the command runs. One that is not there leaves the plan as it is.
 */
export async function withReferences(file: string, plan: TrainingPlan): Promise<PlanFileReading> {
  const { deepspeedFile } = plan;
  if (deepspeedFile === null) return { kind: 'plan', plan };
  const folders = [process.cwd()];
  if (file !== '-') {
    const beside = dirname(resolve(file));
    folders.unshift(beside, dirname(beside), dirname(dirname(beside)));
  }
  for (const folder of folders) {
    const path = resolve(folder, deepspeedFile.name);
    const text = await textOf(path);
    if (text === null || path === resolve(file)) continue;
    const reading = readTrainingPlan(text);
    const wrong =
      reading.kind === 'plan'
        ? reading.plan.diagnostics
        : reading.kind === 'invalid'
          ? reading.diagnostics
          : [];
    if (wrong.length > 0) return { kind: 'refused', message: placed(path, text, wrong) };
    if (reading.kind === 'plan' && reading.plan.format === 'deepspeed')
      return { kind: 'plan', plan: withDeepspeedFile(plan, reading.plan, deepspeedFile.name) };
  }
  return { kind: 'plan', plan };
}

async function textOf(path: string): Promise<string | null> {
  try {
    const found = await stat(path);
    if (!found.isFile() || found.size > longestBytes) return null;
    const decoded = decodeBytes(await readFile(path));
    return decoded.kind === 'text' ? decoded.text : null;
  } catch {
    return null;
  }
}
