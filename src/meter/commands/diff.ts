import { changeBetween, changedAssumptions } from '../../energy/comparison';
import { comparisonRows, formatAsked, tableText, type FormatOptions } from '../comparison-table';
import { readAtRevision } from '../git-revision';
import { estimateModel } from '../model-estimate';
import { configOfFolder } from '../model-file';
import { exitCodes, print, refuse } from '../output';
import { openPlannedModel, type PlanCommandOptions } from '../planned-model';
import { estimateOfBytes } from '../revision-estimate';
import { printedEstimate } from '../../energy/estimate';

export interface DiffOptions extends PlanCommandOptions, FormatOptions {
  readonly ref: string;
}

/** What the model of a file costs against the same file at a git revision, both under the same plan. */
export async function diff(file: string, options: DiffOptions): Promise<number> {
  const { ref, format: asked, markdown, json, ...planOptions } = options;
  if (file === '-') return refuse('diff needs a file that git tracks, not standard input', exitCodes.usage);
  const path = (await configOfFolder(file)) ?? file;
  const opened = await openPlannedModel(path, planOptions);
  if (opened.kind === 'refused') return refuse(opened.message);
  const after = estimateModel(opened.model);
  if (!after.ok) return refuse(after.message, after.exitCode);
  const earlier = await readAtRevision(path, ref);
  if (earlier.kind === 'refused') return refuse(earlier.message);
  const found = earlier.kind === 'file' ? { name: path, bytes: earlier.bytes } : earlier.earlier;
  if (found === null) return refuse(earlier.kind === 'absent' ? earlier.message : path);
  const before = await estimateOfBytes(path, `${found.name} at ${ref}`, found.bytes, planOptions);
  if (!before.ok) return refuse(before.message, before.exitCode);
  const [old, now] = [before.estimate, after.estimate];
  const notes = changedAssumptions(old, now);
  const format = formatAsked(asked, markdown, json);
  if (format === 'json') {
    const { commit } = earlier;
    const change = changeBetween(old, now);
    await print(
      JSON.stringify(
        { file: path, ref, commit, before: printedEstimate(old), after: printedEstimate(now), change, notes },
        null,
        2,
      ),
    );
  } else {
    const title = `${path} against ${earlier.kind === 'file' ? '' : `${found.name} at `}${ref}`;
    await print(tableText(format, title, ['', ref, 'now', 'change'], comparisonRows(old, now), notes));
  }
  return exitCodes.done;
}
