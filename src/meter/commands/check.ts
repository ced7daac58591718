import { dirname } from 'node:path';
import { ratioOf } from '../../energy/comparison';
import { formatChange, formatCO2e, formatRange } from '../../units/format';
import { inEnglish } from '../../units/message';
import { type Range, kilogramsCO2e, toGrams } from '../../units/quantities';
import { formatAsked, type ComparisonFormat, tableText, type FormatOptions } from '../comparison-table';
import { readAtRevision, whyNoRevision } from '../git-revision';
import { configOfFolder } from '../model-file';
import { namedModels, pairedModels, type NamedModel, type PairedModel } from '../named-models';
import { exitCodes, print, refuse } from '../output';
import { openPlannedModel, type PlanCommandOptions } from '../planned-model';
import { modelsOfBytes } from '../revision-models';
import { trackedModels, type PassedOver } from '../tracked-models';

interface Limits {
  /** For each model, the middle of the range. */
  readonly maxCo2eKg?: number;
  /** Percent. */
  readonly maxIncrease?: number;
  readonly ref?: string;
}

export interface CheckOptions extends PlanCommandOptions, FormatOptions, Limits {}

/** One model of a file. */
interface Checked {
  readonly file: string;
  /** 1-based, where the file describes several models; else null. */
  readonly line: number | null;
  /** Null where there is no estimate. */
  readonly co2eKg: Range | null;
  readonly energyKwh: Range | null;
  /** CO2e of now over that at the revision; null where there is nothing to compare with. */
  readonly change: number | null;
  readonly status: 'within' | 'over' | 'new' | 'noEstimate';
  /** Why it is so, in sentences. */
  readonly reasons: readonly string[];
  /** What of the plan is the same for both that are compared, though nobody says it; null where nothing is. */
  readonly heldForBoth: string | null;
}

/** Fails where training one of the models would cost more than it may. */
export async function check(files: readonly string[], options: CheckOptions): Promise<number> {
  const { maxCo2eKg, maxIncrease, ref, format: asked, markdown, json, ...plan } = options;
  const limits: Limits = {
    ...(maxCo2eKg === undefined ? {} : { maxCo2eKg }),
    ...(maxIncrease === undefined ? {} : { maxIncrease }),
    ...(ref === undefined ? {} : { ref }),
  };
  if (maxCo2eKg === undefined && maxIncrease === undefined)
    return refuse('check needs --max-co2e-kg or --max-increase', exitCodes.usage);
  if (maxIncrease !== undefined && ref === undefined)
    return refuse('--max-increase needs --ref, the revision that it is compared with', exitCodes.usage);
  if (files.includes('-')) return refuse('check needs files, not standard input', exitCodes.usage);
  const isNamed = files.length > 0;
  const named = await Promise.all(files.map(async (file) => (await configOfFolder(file)) ?? file));
  if (ref !== undefined) {
    // Each file's own repository is asked, which need not be that of the working folder.
    for (const folder of new Set(isNamed ? named.map((file) => dirname(file)) : [process.cwd()])) {
      const unknown = await whyNoRevision(folder, ref);
      if (unknown !== null) return refuse(unknown, exitCodes.usage);
    }
  }
  const found = isNamed ? { models: named, passedOver: [] } : await trackedModels(ref ?? null);
  if ('message' in found) return refuse(`${found.message}: name the files`);
  const { models: paths, passedOver } = found;
  const results: Checked[] = [];
  for (const path of paths) {
    const checked = await checkFile(path, isNamed, limits, plan);
    if ('exitCode' in checked) return refuse(checked.message, checked.exitCode);
    results.push(...checked);
  }
  const isNothingChecked = results.length === 0 && passedOver.length > 0;
  const ok = !isNothingChecked && !results.some(isRefused);
  await printResults({ ok, results, passedOver }, limits, formatAsked(asked, markdown, json));
  for (const result of results) if (isRefused(result)) refuse(sentence(result, result.reasons.join(' ')));
  if (isNothingChecked) return refuse('no model could be checked: name the files');
  return ok ? exitCodes.done : exitCodes.wrong;
}

const isRefused = ({ status }: Checked): boolean => status === 'over' || status === 'noEstimate';

/** Of every model that the file describes. */
async function checkFile(
  file: string,
  isNamed: boolean,
  limits: Limits,
  plan: PlanCommandOptions,
): Promise<readonly Checked[] | { readonly message: string; readonly exitCode: number }> {
  const opened = await openPlannedModel(file, plan);
  if (opened.kind === 'refused') return [noEstimate({ file, line: null }, opened.message)];
  const present = namedModels(file, opened.model);
  // A wrong option is wrong for every file.
  for (const { estimated } of present)
    if (!estimated.ok && estimated.exitCode === exitCodes.usage) return estimated;
  const { ref } = limits;
  if (ref === undefined)
    return present.map((now) => checkModel(file, { now, before: null, rule: null }, limits));
  const earlier = await modelsAt(file, ref, plan);
  if (earlier.kind !== 'models' && (earlier.kind === 'refused' || isNamed))
    return present.map(({ line }) => noEstimate({ file, line }, earlier.message));
  return pairedModels(earlier.kind === 'models' ? earlier.models : [], present).pairs.map((pair) =>
    checkModel(file, pair, limits),
  );
}

type Place = Pick<Checked, 'file' | 'line'>;

const noEstimate = (place: Place, reason: string): Checked => ({
  ...place,
  co2eKg: null,
  energyKwh: null,
  change: null,
  status: 'noEstimate',
  reasons: [reason],
  heldForBoth: null,
});

function checkModel(file: string, { now, before, rule }: PairedModel, limits: Limits): Checked {
  const { maxCo2eKg, maxIncrease, ref } = limits;
  const place: Place = { file, line: now.line };
  const { estimated } = now;
  if (!estimated.ok) return noEstimate(place, estimated.message);
  if (before?.estimated.ok === false) return noEstimate(place, before.estimated.message);
  const { co2eKg, energyKwh } = estimated.estimate.training;
  const reasons: string[] = [];
  if (maxCo2eKg !== undefined && co2eKg.mid > maxCo2eKg)
    reasons.push(`${kilograms(co2eKg.mid)} CO2e is more than ${kilograms(maxCo2eKg)}.`);
  const old = before?.estimated.estimate ?? null;
  const change = old === null ? null : ratioOf(old.training.co2eKg.mid, co2eKg.mid);
  if (maxIncrease !== undefined && change !== null && (change - 1) * 100 > maxIncrease + roundingPercent)
    reasons.push(`${formatChange(change)} CO2e is more than +${maxIncrease} %.`);
  const isOver = reasons.length > 0;
  const isNew = ref !== undefined && old === null;
  if (isNew) reasons.push(`new since ${ref}: nothing to compare with.`);
  const status = isOver ? 'over' : isNew ? 'new' : 'within';
  const heldForBoth = rule === null ? null : inEnglish(rule);
  return { ...place, co2eKg, energyKwh, change, status, reasons, heldForBoth };
}

/** A change by exactly the limit is not over it, whatever its division leaves behind. */
const roundingPercent = 1e-9;

/** The models of a file at a revision; under its earlier name, where it was renamed since. */
async function modelsAt(
  file: string,
  ref: string,
  plan: PlanCommandOptions,
): Promise<
  | { readonly kind: 'models'; readonly models: readonly NamedModel[] }
  | { readonly kind: 'absent' | 'refused'; readonly message: string }
> {
  const found = await readAtRevision(file, ref);
  if (found.kind === 'refused') return found;
  const earlier = found.kind === 'file' ? { name: file, bytes: found.bytes } : found.earlier;
  if (earlier === null) return { kind: 'absent', message: found.kind === 'absent' ? found.message : '' };
  return modelsOfBytes(file, `${earlier.name} at ${ref}`, earlier.bytes, plan);
}

const kilograms = (mass: number): string => formatCO2e(toGrams(kilogramsCO2e(mass)));
const placeText = ({ file, line }: Place): string => (line === null ? file : `${file}:${line}`);
/** Names the place, unless the reason begins with its file's name. */
const sentence = (place: Place, reason: string): string =>
  reason.startsWith(place.file) ? reason : `${placeText(place)}: ${reason}`;
const statusTexts = { within: 'within', over: 'OVER', new: 'new', noEstimate: 'NO ESTIMATE' } as const;

const heldRule =
  'Where a plan leaves tokens or accelerators open, both are for those of the present model, so that only the model differs.';

interface Outcome {
  readonly ok: boolean;
  readonly results: readonly Checked[];
  readonly passedOver: readonly PassedOver[];
}

async function printResults(
  { ok, results, passedOver }: Outcome,
  { maxCo2eKg = null, maxIncrease = null, ref = null }: { [Name in keyof Limits]: Limits[Name] | null },
  format: ComparisonFormat,
): Promise<void> {
  if (format === 'json') {
    const limits = { maxCo2eKg, maxIncreasePercent: maxIncrease };
    return print(JSON.stringify({ ok, limits, ref, files: results, passedOver }, null, 2));
  }
  const passed = passedOver.map(
    ({ file, reason }) => `Passed over: ${sentence({ file, line: null }, reason)}`,
  );
  if (results.length === 0)
    return print(
      passed.length > 0 ? passed.join('\n') : 'No model configuration that git tracks is below this folder.',
    );
  const limits = [
    ...(maxCo2eKg === null ? [] : [`at most ${kilograms(maxCo2eKg)} each`]),
    ...(maxIncrease === null ? [] : [`at most +${maxIncrease} % since ${ref ?? ''}`]),
  ].join(', ');
  const rows = results.map(({ file, line, co2eKg, change, status }) => [
    placeText({ file, line }),
    co2eKg === null ? '–' : formatRange(co2eKg, kilograms),
    ...(ref === null ? [] : [formatChange(change)]),
    statusTexts[status],
  ]);
  const header = ['File', 'CO2e of training, modelled', ...(ref === null ? [] : [`since ${ref}`]), 'Budget'];
  // In a terminal stderr has what is over or not known.
  const told = format === 'text' ? results.filter((result) => !isRefused(result)) : results;
  const notes = [
    ...told.flatMap((result) => result.reasons.map((reason) => sentence(result, reason))),
    ...passed,
    ...(results.some(({ heldForBoth }) => heldForBoth !== null) ? [heldRule] : []),
  ];
  return print(tableText(format, `CO2e of training: ${limits}`, header, rows, notes));
}
