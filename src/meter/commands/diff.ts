import { dirname } from 'node:path';
import { changeBetween, changedAssumptions } from '../../energy/comparison';
import { printedEstimate, type Estimate } from '../../energy/estimate';
import { inEnglish, type Message } from '../../units/message';
import { escapeMarkdown, plainText } from '../../units/plain-text';
import {
  comparisonRows,
  formatAsked,
  tableText,
  type ComparisonFormat,
  type FormatOptions,
} from '../comparison-table';
import { readAtRevision, whyNoRevision } from '../git-revision';
import { configOfFolder } from '../model-file';
import { namedModels, pairedModels } from '../named-models';
import { exitCodes, print, refuse } from '../output';
import { openPlannedModel, type PlanCommandOptions } from '../planned-model';
import { modelsOfBytes } from '../revision-models';

export interface DiffOptions extends PlanCommandOptions, FormatOptions {
  readonly ref: string;
}

/** One model of the file; `before` is null where the revision does not have it. */
interface Compared {
  readonly label: string;
  readonly line: number | null;
  readonly before: Estimate | null;
  readonly now: Estimate;
  /** What of the plan is the same for both, though nobody says it. */
  readonly rule: Message | null;
}

/** What each model of a file costs against the same file at a git revision, all under the same plan. */
export async function diff(file: string, options: DiffOptions): Promise<number> {
  const { ref, format: asked, markdown, json, ...planOptions } = options;
  if (file === '-') return refuse('diff needs a file that git tracks, not standard input', exitCodes.usage);
  const path = (await configOfFolder(file)) ?? file;
  const unknown = await whyNoRevision(dirname(path), ref);
  if (unknown !== null) return refuse(unknown, exitCodes.usage);
  const opened = await openPlannedModel(path, planOptions);
  if (opened.kind === 'refused') return refuse(opened.message);
  const present = namedModels(path, opened.model);
  for (const { estimated } of present)
    if (!estimated.ok) return refuse(estimated.message, estimated.exitCode);
  const revision = await readAtRevision(path, ref);
  if (revision.kind === 'refused') return refuse(revision.message);
  const found = revision.kind === 'file' ? { name: path, bytes: revision.bytes } : revision.earlier;
  if (found === null) return refuse(revision.kind === 'absent' ? revision.message : path);
  const earlier = await modelsOfBytes(path, `${found.name} at ${ref}`, found.bytes, planOptions);
  if (earlier.kind === 'refused') return refuse(earlier.message);
  const { pairs, gone } = pairedModels(earlier.models, present);
  const compared: Compared[] = [];
  for (const { now, before, rule } of pairs) {
    if (before?.estimated.ok === false) return refuse(before.estimated.message, before.estimated.exitCode);
    if (!now.estimated.ok) continue;
    const { label, line } = now;
    compared.push({
      label,
      line,
      before: before?.estimated.estimate ?? null,
      now: now.estimated.estimate,
      rule,
    });
  }
  const format = formatAsked(asked, markdown, json);
  if (format === 'json') {
    const [first, ...others] = compared.map(printedComparison);
    const { commit } = revision;
    const models = gone.map(({ line }) => ({ line }));
    const several = present.length + earlier.models.length > 2 ? { others, gone: models } : {};
    await print(JSON.stringify({ file: path, ref, commit, ...first, ...several }, null, 2));
  } else {
    const from = revision.kind === 'file' ? '' : `${found.name} at `;
    const tables = compared.map(({ label, before, now, rule }) =>
      before === null
        ? tableText(format, `${label}, new since ${ref}`, ['', 'now'], newRows(now), [])
        : tableText(
            format,
            `${label} against ${from}${ref}`,
            ['', ref, 'now', 'change'],
            comparisonRows(before, now),
            notesOf({ before, now, rule }),
          ),
    );
    await print([...tables, ...gone.map(({ label }) => sentence(`${label} is gone.`, format))].join('\n\n'));
  }
  return exitCodes.done;
}

const notesOf = ({ before, now, rule }: Pick<Compared, 'before' | 'now' | 'rule'>): string[] =>
  before === null ? [] : [...(rule === null ? [] : [inEnglish(rule)]), ...changedAssumptions(before, now)];

function printedComparison({ line, before, now, rule }: Compared): object {
  return {
    ...(line === null ? {} : { line }),
    before: before === null ? null : printedEstimate(before),
    after: printedEstimate(now),
    change: before === null ? null : changeBetween(before, now),
    notes: notesOf({ before, now, rule }),
  };
}

const sentence = (text: string, format: ComparisonFormat): string =>
  format === 'markdown' ? escapeMarkdown(text) : plainText(text);

const newRows = (now: Estimate): string[][] =>
  comparisonRows(now, now).map(([name = '', , value = '']) => [name, value]);
