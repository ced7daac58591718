import { isDeepStrictEqual } from 'node:util';
import { decidingAssumptions } from '../../energy/assumption-rows';
import { changedAssumptions } from '../../energy/comparison';
import type { Estimate } from '../../energy/estimate';
import { joules, toKilowattHours, type Range } from '../../units/quantities';
import type { RunSummary } from '../../runs/summary';
import type { UnreadRun } from '../../runs/unread-run';
import type { DiagnosisRow } from '../diagnosis/read-diagnosis';
import { inEnglish, type Message } from '../../units/message';

/** Answers are JSON on one line: units in the names, ranges as low, mid and high, null where something is not known. */
const answer = (value: unknown): string => JSON.stringify(value);

const digits = (value: number): number => Number(value.toPrecision(4));
const rounded = (range: Range): Range => ({
  low: digits(range.low),
  mid: digits(range.mid),
  high: digits(range.high),
});

export interface NamedEstimate {
  readonly name: string;
  /** 1-based, where the file describes several models; else null. */
  readonly line: number | null;
  /** On what the figures rest where the architecture is not known; null where they are counted. */
  readonly approximate: Message | null;
  readonly estimate: Estimate;
}

interface ComparedEstimate extends NamedEstimate {
  /** Estimate of the file as it is; null where there is nothing to compare with. */
  readonly before: Estimate | null;
  /** What of the plan, which leaves it open, is the same for both. */
  readonly rule: Message | null;
  /** Why the file as it is can't be compared with; null where it can, or nobody asked. */
  readonly whyNoDifference: string | null;
}

/** An agent has to read the whole answer. */
const mostModels = 12;

/**
 * What each model costs, and what it costs more or less than in the file as it is. One model stands by itself. What several rest on
 * alike is told once.
 */
export function estimateAnswer(models: readonly ComparedEstimate[]): string {
  const told = models.slice(0, mostModels);
  const bases = told.map(basisOf);
  const [first] = bases;
  if (first === undefined || told.length === 1) return answer({ ...told.map(figuresOf)[0], ...first });
  const ofAll = {
    assumptions: inAll(bases.map(({ assumptions }) => assumptions)),
    notes: inAll(bases.map(({ notes }) => notes)),
  };
  return answer({
    models: told.map((model, index) => ({
      ...figuresOf(model),
      assumptions: without(bases[index]?.assumptions ?? [], ofAll.assumptions),
      notes: without(bases[index]?.notes ?? [], ofAll.notes),
    })),
    ofAllModels: ofAll,
    ...(models.length === told.length
      ? {}
      : { modelsNotTold: models.slice(mostModels).map(({ name, line }) => ({ model: name, line })) }),
  });
}

/** What decides its figures; all else that is assumed is counted. */
const basisOf = ({ estimate }: ComparedEstimate) => {
  const deciding = decidingAssumptions(estimate);
  return {
    assumptions: deciding.map(({ name, value, from }) => ({ name, value, from: inEnglish(from) })),
    otherAssumptions: estimate.assumptions.length - deciding.length,
    notes: estimate.notes.map(inEnglish),
  };
};

/** Those of the first that are in each. */
const inAll = <Told>([first = [], ...others]: readonly (readonly Told[])[]): readonly Told[] =>
  first.filter((told) => others.every((other) => other.some((each) => isDeepStrictEqual(each, told))));
const without = <Told>(all: readonly Told[], left: readonly Told[]): readonly Told[] =>
  all.filter((told) => !left.some((each) => isDeepStrictEqual(each, told)));

const figuresOf = ({
  name,
  line,
  approximate,
  estimate,
  before,
  rule,
  whyNoDifference,
}: ComparedEstimate): object => ({
  model: name,
  ...(line === null ? {} : { line }),
  architecture: estimate.architecture,
  provenance: {
    parametersAndFlops:
      approximate === null ? 'counted from the configuration' : `approximate: ${inEnglish(approximate)}`,
    timeEnergyAndEmissions: 'modelled',
  },
  parameters: { total: estimate.parameters.total, active: estimate.parameters.active },
  attention: {
    flopsPerToken: digits(estimate.flops.attentionPerToken),
    shareOfForwardFlops: digits(estimate.flops.attentionShare),
    sequenceLength: estimate.flops.seq,
  },
  training: {
    hours: rounded(estimate.training.hours),
    acceleratorHours: rounded(estimate.training.gpuHours),
    energyKwh: rounded(estimate.training.energyKwh),
    co2eKg: rounded(estimate.training.co2eKg),
    embodiedCo2eKg: rounded(estimate.training.embodiedCo2eKg),
  },
  serving: { joulesPerToken: rounded(estimate.inference.joulesPerToken) },
  memory: {
    bytesOfFullestDevice: Math.round(estimate.memory.perDevice.totalBytes),
    capacityBytes: estimate.memory.capacityBytes,
    fits: estimate.memory.fits,
  },
  ...(before === null ? {} : { differenceToFile: differenceBetween(before, estimate, rule) }),
  ...(whyNoDifference === null ? {} : { differenceToFile: null, whyNoDifference }),
});

/** Signed differences of the middles, each with its ratio (1.12 is 12 % more; null where there was nothing before). */
function differenceBetween(before: Estimate, after: Estimate, rule: Message | null): object {
  const change = (of: (estimate: Estimate) => number): { difference: number; ratio: number | null } => ({
    difference: digits(of(after) - of(before)),
    ratio: of(before) === 0 ? null : digits(of(after) / of(before)),
  });
  return {
    parameters: change(({ parameters }) => parameters.total),
    attentionFlopsPerToken: change(({ flops }) => flops.attentionPerToken),
    forwardFlopsPerToken: change(({ flops }) => flops.perTokenForward),
    trainingEnergyKwh: change(({ training }) => training.energyKwh.mid),
    trainingCo2eKg: change(({ training }) => training.co2eKg.mid),
    servingJoulesPerToken: change(({ inference }) => inference.joulesPerToken.mid),
    bytesOfFullestDevice: change(({ memory }) => memory.perDevice.totalBytes),
    assumedOtherwise: changedAssumptions(before, after),
    ...(rule === null ? {} : { heldForBoth: inEnglish(rule) }),
  };
}

export interface RunsQuery {
  readonly limit: number;
  readonly state?: string | undefined;
  readonly search?: string | undefined;
}

/** The newest runs first. What can't be read of one is in its notes. */
export function runsAnswer(
  runs: readonly (RunSummary | UnreadRun)[],
  { limit, state, search }: RunsQuery,
): string {
  const words = search?.toLowerCase();
  const matching = runs
    .filter((run) => state === undefined || run.state === state)
    .filter((run) => words === undefined || searchable(run).includes(words))
    .toReversed();
  return answer({ found: matching.length, runs: matching.slice(0, limit).map(runRow) });
}

const searchable = ({ id, label, command, cwd }: RunSummary | UnreadRun): string =>
  [id, label ?? '', command?.join(' ') ?? '', cwd ?? ''].join('\n').toLowerCase();

function runRow(run: RunSummary | UnreadRun): object {
  const { energyJoules, co2eGrams } = run;
  return {
    id: run.id,
    label: run.label,
    command: run.command?.join(' ') ?? null,
    folder: run.cwd,
    state: run.state,
    exitCode: run.exitCode,
    started: run.started,
    durationSeconds: run.durationSeconds,
    energyKwh: energyJoules.range === null ? null : rounded(inKilowattHours(energyJoules.range)),
    ownProcessesKwh: energyJoules.share === null ? null : digits(toKilowattHours(joules(energyJoules.share))),
    provenance: energyJoules.provenance,
    co2eGrams: co2eGrams.range === null ? null : rounded(co2eGrams.range),
    gramsPerKwh: run.carbonIntensity?.gramsPerKwh ?? null,
    place: run.carbonIntensity?.place ?? null,
    pue: run.pue,
    ...(run.command === null ? { notes: run.notes } : {}),
  };
}

const inKilowattHours = ({ low, mid, high }: Range): Range => ({
  low: toKilowattHours(joules(low)),
  mid: toKilowattHours(joules(mid)),
  high: toKilowattHours(joules(high)),
});

/** What a run on this machine reads, and what could be mended and how. Fixes are for the person: some need sudo. */
export const diagnosisAnswer = (rows: readonly DiagnosisRow[]): string =>
  answer({
    readsHere: rows.flatMap(({ source, used }) =>
      used.map(({ name, provenance, within }) => ({ device: name, source, provenance, within })),
    ),
    couldBeMadeUsable: rows
      .filter(({ usable, isAbsent }) => !usable && isAbsent !== true)
      .map(({ source, rung, why, fix }) => ({ source, rung, why, fix })),
    usableAndNotUsed: rows
      .filter(({ usable, used }) => usable && used.length === 0)
      .map(({ source, why }) => ({ source, why })),
    notOnThisMachine: rows.filter(({ isAbsent }) => isAbsent === true).map(({ source }) => source),
    note: 'Nothing was changed. Fixes with sudo are for the person to run.',
  });
