import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { withDeepspeedFile, withLauncherFile } from '../energy/plans/merge-plan';
import type { TrainingPlan } from '../energy/plans/plan-fields';
import { readTrainingPlan } from '../energy/plans/read-plan';
import { decodeBytes } from '../model/formats/binary/decode';
import { placed } from './placed';
import { said } from '../units/message';

export type PlanFileReading =
  | { readonly kind: 'plan'; readonly plan: TrainingPlan }
  /** What is wrong with the file, in one line for people. */
  | { readonly kind: 'refused'; readonly message: string };

/** DeepSpeed's files are some kilobytes. */
const longestBytes = 1024 * 1024;

type Named = NonNullable<TrainingPlan['deepspeedFile']>;

/** The plan of a format in a file that another one names; null where there is none. */
async function namedPlan(file: string, { name }: Named, format: string): Promise<PlanFileReading | null> {
  const folders = [process.cwd()];
  if (file !== '-') {
    const beside = dirname(resolve(file));
    folders.unshift(beside, dirname(beside), dirname(dirname(beside)));
  }
  for (const folder of folders) {
    const path = resolve(folder, name);
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
    if (reading.kind === 'plan' && reading.plan.format === format)
      return { kind: 'plan', plan: reading.plan };
  }
  return null;
}

/**
 * Reads the files of accelerate and DeepSpeed that a plan names: beside the plan, in the folders above it (a plan of a
 * repository names them from its root), or where the command runs. One of DeepSpeed's that is not there leaves the plan as it
 * is; that accelerate's is not there is said.
 */
export async function withReferences(file: string, plan: TrainingPlan): Promise<PlanFileReading> {
  let joined = plan;
  const { launcherFile = null } = plan;
  if (launcherFile !== null) {
    const found = await namedPlan(file, launcherFile, 'accelerate');
    if (found?.kind === 'refused') return found;
    const unread = said`accelerate’s file ${launcherFile.name.slice(0, 80)} is not read: what it says of devices, precision and sharding is not counted.`;
    joined =
      found === null
        ? { ...plan, launcherFile: null, notes: [...plan.notes, unread] }
        : withLauncherFile(plan, found.plan, launcherFile.name);
  }
  const { deepspeedFile } = joined;
  if (deepspeedFile === null) return { kind: 'plan', plan: joined };
  const found = await namedPlan(file, deepspeedFile, 'deepspeed');
  if (found?.kind === 'refused') return found;
  return {
    kind: 'plan',
    plan: found === null ? joined : withDeepspeedFile(joined, found.plan, deepspeedFile.name),
  };
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
