import { candidatesOf, compare, printedComparison, type Comparison } from '../../energy/compare';
import { unknownHardware, unknownPlaces } from '../../energy/compared-names';
import { comparisonMarkdown, comparisonNotes, comparisonRows } from '../../energy/comparison-text';
import { resolveJoined, type JoinedResolution } from '../../energy/plans/resolve-joined';
import { columns, exitCodes, print, refuse } from '../output';
import { openPlannedModel, type PlanCommandOptions, type PlannedModel } from '../planned-model';
import { inEnglish } from '../../units/message';

export interface CompareOptions extends PlanCommandOptions {
  /** Names with commas between; `hardware` likewise. */
  readonly regions?: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}

/** What the model of a file will cost in other places, or on other hardware, as a table. */
export async function compareFile(file: string, options: CompareOptions): Promise<number> {
  const { regions: regionList, hardware: hardwareList, markdown = false, json = false, ...others } = options;
  const regions = namesOf(regionList);
  const hardware = namesOf(hardwareList);
  if (regions === null && hardware === null)
    return refuse('compare needs --regions or --hardware, with names', exitCodes.usage);
  const noHardware = unknownHardware(hardware ?? []);
  const unknown = [
    ...noHardware.map(inEnglish),
    ...(noHardware.length === 0 ? [] : ['wattlens estimate --list-hardware lists all']),
    ...unknownPlaces(regions ?? []).map(inEnglish),
  ];
  if (unknown.length > 0) return refuse(unknown.join('; '), exitCodes.usage);
  const opened = await openPlannedModel(file, others);
  if (opened.kind === 'refused') return refuse(opened.message);
  const { model } = opened;
  const compared = compare(model.spec, candidatesOf(hardware, regions), (candidate) =>
    resolveFor(model, candidate.hardware, candidate.region),
  );
  // Where no candidate can be, it is the plan that can't.
  const first = compared[0];
  const why = first?.problem ?? null;
  if (why !== null && first?.fits === null && compared.every(isRefusedAs(inEnglish(why))))
    return refusePlan(model, hardware?.[0] ?? null, regions?.[0] ?? null);
  if (json) await print(JSON.stringify(asJson(file, model, compared), null, 2));
  else if (markdown) await print(comparisonMarkdown(compared));
  else
    await print([columns(comparisonRows(compared)), ...comparisonNotes(compared).map(inEnglish)].join('\n'));
  return exitCodes.done;
}

const isRefusedAs =
  (why: string) =>
  ({ problem }: Comparison): boolean =>
    problem !== null && inEnglish(problem) === why;

/** Null where the option is not given, or names nothing. */
function namesOf(list: string | undefined): readonly string[] | null {
  const names = (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return names.length === 0 ? null : [...new Set(names)];
}

const resolveFor = (
  { spec, plan, planPath, given }: PlannedModel,
  hardware: string | null,
  region: string | null,
): JoinedResolution =>
  resolveJoined(
    spec,
    plan,
    { ...given, hardware: hardware ?? given.hardware, region: region ?? given.region },
    planPath,
  );

function refusePlan(model: PlannedModel, hardware: string | null, region: string | null): number {
  const resolved = resolveFor(model, hardware, region);
  if (resolved.ok) return exitCodes.done;
  const { place, error } = resolved;
  if (place === null) return refuse(inEnglish(error), exitCodes.usage);
  return refuse(`${model.planFile ?? model.name}:${place.line}:${place.column}: ${inEnglish(error)}`);
}

const asJson = (
  file: string,
  { format, approximate, notes }: PlannedModel,
  compared: readonly Comparison[],
): unknown => ({
  file,
  format,
  approximate: approximate === null ? null : inEnglish(approximate),
  compared: compared.map(printedComparison),
  notes: [...notes, ...comparisonNotes(compared)].map(inEnglish),
});
