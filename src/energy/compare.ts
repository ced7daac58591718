import { originTexts } from '../carbon/origin-texts';
import type { CarbonIntensityFact } from '../carbon/places';
import type { ModelSpec } from '../model/spec';
import { inEnglish, said, type Message } from '../units/message';
import type { Range } from '../units/quantities';
import { estimate } from './estimate';
import { memoryProblem } from './memory-problem';
import type { Plan } from './plan';
import { sum } from './range';

/** What is tried: hardware and a place by the names that people give; null where the plan's own is kept. */
export interface Candidate {
  readonly hardware: string | null;
  readonly region: string | null;
}

type Scope = CarbonIntensityFact['scope'];

export interface ComparedFigures {
  readonly hours: Range;
  /** At the meter of the building: PUE is in it. */
  readonly energyKwh: Range;
  /** CO2e of the electricity. */
  readonly operationalCo2eKg: Range;
  /** The training's share of making the hardware. */
  readonly embodiedCo2eKg: Range;
  readonly totalCo2eKg: Range;
  /**
   * The middle total over the least of the rows whose intensity has the same scope; 1 is the least of them. Null where the least
   * is 0. Life-cycle and direct emissions are two quantities, and no row is ranked against one of the other.
   */
  readonly timesLeast: number | null;
}

/** One line of a comparison. What is not known, or can't be, is null, with the reason in `problem`. */
export interface Comparison {
  /** Name of the catalogue; as asked where no plan could be made. */
  readonly hardware: string;
  readonly gpus: number | null;
  readonly dtype: string | null;
  readonly tokens: number | null;
  readonly region: string | null;
  readonly regionName: string | null;
  readonly gramsPerKwh: number | null;
  /** Whether the intensity counts the life cycle or direct emissions alone; null where no plan could be made. */
  readonly scope: Scope | null;
  /** Year, scope and source of the intensity. */
  readonly intensityFrom: Message | null;
  readonly pue: number | null;
  /** Null where no plan could be made. */
  readonly fits: boolean | null;
  readonly figures: ComparedFigures | null;
  readonly problem: Message | null;
}

export type Resolution =
  { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly error: Message };

/** As it is printed: its texts in English. */
export const printedComparison = (row: Comparison): object => ({
  ...row,
  intensityFrom: row.intensityFrom && inEnglish(row.intensityFrom),
  problem: row.problem && inEnglish(row.problem),
});

/** Every hardware in every place; a list that is null keeps the plan's own. */
export const candidatesOf = (
  hardware: readonly string[] | null,
  regions: readonly string[] | null,
): Candidate[] =>
  (hardware ?? [null]).flatMap((oneHardware) =>
    (regions ?? [null]).map((region) => ({ hardware: oneHardware, region })),
  );

/** Costs the model for each candidate, in their order. `resolve` decides the plan with the candidate in it. */
export function compare(
  spec: ModelSpec,
  candidates: readonly Candidate[],
  resolve: (candidate: Candidate) => Resolution,
): Comparison[] {
  const compared = candidates.map((candidate) => compareOne(spec, candidate, resolve(candidate)));
  return compared.map((row) => {
    const { figures } = row;
    if (figures === null) return row;
    const least = leastTotal(compared.filter(({ scope }) => scope === row.scope));
    return {
      ...row,
      figures: { ...figures, timesLeast: least > 0 ? figures.totalCo2eKg.mid / least : null },
    };
  });
}

const leastTotal = (compared: readonly Comparison[]): number =>
  compared.reduce(
    (least, { figures }) => Math.min(least, figures?.totalCo2eKg.mid ?? least),
    Number.POSITIVE_INFINITY,
  );

function compareOne(spec: ModelSpec, candidate: Candidate, resolution: Resolution): Comparison {
  if (!resolution.ok)
    return {
      hardware: candidate.hardware ?? '',
      gpus: null,
      dtype: null,
      tokens: null,
      region: candidate.region,
      regionName: null,
      gramsPerKwh: null,
      scope: null,
      intensityFrom: null,
      pue: null,
      fits: null,
      figures: null,
      problem: resolution.error,
    };
  const { plan } = resolution;
  const estimated = estimate(spec, plan);
  const { training, memory } = estimated;
  const { fits } = memory;
  return {
    hardware: plan.accelerator.name,
    gpus: plan.gpus,
    dtype: plan.dtype,
    tokens: plan.tokens,
    region: plan.intensity.place,
    regionName: plan.intensity.name,
    gramsPerKwh: plan.intensity.gramsPerKwh,
    scope: plan.intensity.scope,
    intensityFrom: said`${plan.intensity.time}, ${originTexts.read(plan.intensity.scope)}; ${originTexts.read(plan.intensity.source)}`,
    pue: plan.pue,
    fits,
    figures: fits
      ? {
          hours: training.hours,
          energyKwh: training.energyKwh,
          operationalCo2eKg: training.co2eKg,
          embodiedCo2eKg: training.embodiedCo2eKg,
          totalCo2eKg: sum(training.co2eKg, training.embodiedCo2eKg),
          timesLeast: null,
        }
      : null,
    problem: fits ? null : memoryProblem(estimated),
  };
}
