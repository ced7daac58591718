import { estimate, printedEstimate } from '../../energy/estimate';
import { assumptionTitles, rankedAssumptions, type AssumptionRow } from '../../energy/assumption-rows';
import { isGivenByPerson } from '../../energy/given';
import type { PlanOptions } from '../../energy/plan-options';
import type { TrainingPlan } from '../../energy/plans/plan-fields';
import { resolveJoined } from '../../energy/plans/resolve-joined';
import { accelerators } from '../../hardware/accelerators';
import { plainText } from '../../units/plain-text';
import {
  formatCO2e,
  formatCount,
  formatDuration,
  formatFlops,
  formatIntensity,
  formatJoules,
  formatKilowattHours,
  formatKnown,
  formatRange,
  gigabytes,
  formatShare,
} from '../../units/format';
import { type Range, kilogramsCO2e, kilowattHours, toGrams } from '../../units/quantities';
import { adviceOn, type PlacedAdvice } from '../model-advice';
import { estimateModel } from '../model-estimate';
import { readModelFile } from '../model-file';
import { columns, exitCodes, print, refuse } from '../output';
import { openPlannedModel, type PlanCommandOptions } from '../planned-model';
import { asMessage, inEnglish, type Message } from '../../units/message';

export interface EstimateOptions extends PlanCommandOptions {
  readonly listHardware?: boolean;
  /** Every assumption, not only those on which the figures hang most. */
  readonly verbose?: boolean;
  readonly json?: boolean;
}

/** What the model of a file will cost under a plan. `-` is standard input; no file, only with `listHardware`. */
export async function estimateFile(file: string | undefined, options: EstimateOptions): Promise<number> {
  const { json = false, listHardware = false, verbose = false, ...others } = options;
  if (listHardware) return listOfHardware(json);
  if (file === undefined) return refuse('estimate needs a file (or --list-hardware)', exitCodes.usage);
  const opened = await openPlannedModel(file, others);
  if (opened.kind === 'refused') return refuse(opened.message);
  const { name, format, approximate, plan, planFile } = opened.model;
  const estimated = estimateModel(opened.model);
  if (!estimated.ok) return refuse(estimated.message, estimated.exitCode);
  const advice = adviceOn(opened.model, estimated.estimate);
  const approximateText = approximate === null ? null : inEnglish(approximate);
  const result = {
    file,
    format,
    ...(plan === null ? {} : { trainingPlan: { file: planFile ?? file, format: plan.format } }),
    approximate: approximateText,
    ...printedEstimate(estimated.estimate),
    advice,
  };
  await print(
    json
      ? JSON.stringify(result, null, 2)
      : describeEstimate(name, approximateText, estimated.estimate, advice, verbose),
  );
  return exitCodes.done;
}

/**
 * What the model of a file takes to train as a run does it; `problem` says why that is not known. What the run's script says
 * itself stands where the file says nothing, unless it can't be. Never throws.
 */
export async function estimateForRun(
  file: string,
  given: PlanOptions,
  script: TrainingPlan | null = null,
): Promise<
  | {
      readonly ok: true;
      readonly training: Estimate['training'];
      readonly tokens: number;
      /** Of the matrix products, forward and backward, without recomputation. */
      readonly trainingFlopsPerToken: number;
    }
  | { readonly ok: false; readonly problem: string }
> {
  const reading = await readModelFile(file);
  if (reading.kind === 'refused') return { ok: false, problem: reading.message };
  const { spec, plan } = reading.model;
  const alone = resolveJoined(spec, plan, given, null);
  const joined = plan === null && script !== null ? resolveJoined(spec, script, given, null) : alone;
  const resolved = joined.ok ? joined : alone;
  if (!resolved.ok) return { ok: false, problem: inEnglish(resolved.error) };
  const { training, flops } = estimate(spec, resolved.plan);
  return {
    ok: true,
    training,
    tokens: resolved.plan.tokens,
    trainingFlopsPerToken: flops.perTokenTrainingStep,
  };
}

/** Every accelerator that `--hardware` takes. */
async function listOfHardware(json: boolean): Promise<number> {
  const listed = accelerators.map(({ name, vendor, kind, memoryGigabytes, powerLimitWatts, source }) => ({
    name,
    vendor,
    kind,
    memoryGigabytes,
    powerLimitWatts,
    source,
  }));
  await print(
    json
      ? JSON.stringify(listed, null, 2)
      : columns(
          listed.map(({ name, vendor, kind, memoryGigabytes, powerLimitWatts }) => [
            name,
            vendor,
            kind,
            `${memoryGigabytes} GB`,
            powerLimitWatts === null ? 'power limit not known' : `${powerLimitWatts} W`,
          ]),
        ),
  );
  return exitCodes.done;
}

type Estimate = ReturnType<typeof estimate>;

/** The estimate for people: size, work, then what training costs, each as a range, and what was assumed. */
function describeEstimate(
  file: string,
  approximate: string | null,
  estimated: Estimate,
  advice: readonly PlacedAdvice[],
  isVerbose: boolean,
): string {
  const { parameters, flops, memory, plan, training, inference, notes } = estimated;
  const figure = (range: Range | null, format: (value: number) => string): string =>
    formatKnown(range, (known) => formatRange(known, format));
  // What advice says at its place, with what mends it, is not said twice.
  const advised = new Set(advice.map(({ message }) => message));
  const ownNotes = notes.map(inEnglish).filter((note) => !advised.has(note));
  return [
    columns([
      ['File', file],
      [
        'Parameters',
        `${approximate === null ? '' : '≈ '}${formatCount(parameters.total)}${parameters.active === parameters.total ? '' : `, ${formatCount(parameters.active)} active`}`,
      ],
      ...(approximate === null ? [] : [['Approximate', approximate]]),
      [
        'Forward pass',
        `${formatFlops(flops.perTokenForward)} a token, ${formatShare(flops.attentionShare)} in attention`,
      ],
      [
        'Memory',
        `${gigabytes(memory.perDevice.totalBytes)} GB on the fullest accelerator of ${gigabytes(memory.capacityBytes)} GB, ${gigabytes(memory.weightsBytes)} GB of weights in all`,
      ],
      ...(memory.fits
        ? []
        : [['', 'Training does not fit: time, energy and CO2e are as if the memory sufficed']]),
      ['Training time', figure(training.hours, (hours) => formatDuration(3600 * hours))],
      [
        'Training energy',
        `${figure(training.energyKwh, (energy) => formatKilowattHours(kilowattHours(energy)))}, modelled, with PUE ${plan.pue}`,
      ],
      [
        'Training CO2e',
        `${figure(training.co2eKg, (mass) => formatCO2e(toGrams(kilogramsCO2e(mass))))}, modelled, at ${formatIntensity(plan.gramsPerKwh)} (${plan.region}, ${plan.intensityScope})`,
      ],
      [
        'Embodied CO2e',
        `${figure(training.embodiedCo2eKg, (mass) => formatCO2e(toGrams(kilogramsCO2e(mass))))}, modelled, the training’s share of making the hardware`,
      ],
      ...servingRows(inference),
    ]),
    ...assumptionLines(estimated, isVerbose),
    ...(ownNotes.length === 0 ? [] : ['Notes']),
    ...ownNotes.map((note) => plainText(`  ${note}`)),
    ...(advice.length === 0 ? [] : ['Advice (docs/diagnostics.md)']),
    ...advice.flatMap(({ line, column, severity, code, message, fixes }) =>
      [
        `  ${file}:${line}:${column}: ${severity} ${code}: ${message}`,
        ...fixes.map((fix) => `    ${fix}`),
      ].map(plainText),
    ),
  ].join('\n');
}

/** Of one written token with all sequences that are decoded at once, and of one of the prompt; speeds are of all accelerators together. */
function servingRows(inference: Estimate['inference']): [string, string][] {
  const { decodeTokensPerSecond, prefillTokensPerSecond, accelerators, batch } = inference;
  const figuresOf = (joules: Range, { low, mid, high }: Range): string => {
    const speed = { low: low * accelerators, mid: mid * accelerators, high: high * accelerators };
    return `${formatRange(joules, formatJoules)} a token, ${formatRange(speed, formatCount)} tokens/s`;
  };
  const on = accelerators === 1 ? '1 accelerator' : `${accelerators} accelerators`;
  const read = figuresOf(inference.prefillJoulesPerToken, prefillTokensPerSecond);
  if (decodeTokensPerSecond === null) return [['Serving', `${read} on ${on}, modelled`]];
  const written = figuresOf(inference.joulesPerToken, decodeTokensPerSecond);
  return [
    ['Serving', `${written} at batch ${batch} on ${on}, modelled`],
    ['Prompt', `${read} read, modelled`],
  ];
}

/** What is given and what was assumed of the most weight; the rest is counted, or listed where asked for. */
function assumptionLines(estimated: Estimate, isVerbose: boolean): string[] {
  const { decisive, given, others } = rankedAssumptions(estimated);
  const group = (title: Message, rows: readonly AssumptionRow[]): string[] =>
    rows.length === 0
      ? []
      : [
          inEnglish(title),
          columns(
            rows.map(({ title: name, value, from }) => [
              `  ${inEnglish(asMessage(name))}`,
              inEnglish(asMessage(value)),
              isGivenByPerson(from) ? '' : inEnglish(from),
            ]),
          ),
        ];
  return [
    ...group(assumptionTitles.given, given),
    ...group(assumptionTitles.decisive, decisive),
    ...(isVerbose
      ? group(assumptionTitles.others, others)
      : [`${others.length} more assumptions: --verbose lists them`]),
  ];
}
