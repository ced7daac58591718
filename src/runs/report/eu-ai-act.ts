import {
  briefShare,
  formatCount,
  formatDuration,
  formatIntensity,
  formatKnown,
  formatShare,
  unknownFigure,
} from '../../units/format';
import { escapeMarkdown, markdownTable } from '../../units/plain-text';
import { joules, toKilowattHours, toMegawattHours, type Range } from '../../units/quantities';
import { mapRange } from '../../units/range';
import type { Domain } from '../journal';
import { tokensIn } from '../progress-summary';
import { emissionsShareRemark, ownShareOf, partRemark, withRemark } from '../own-share';
import type { RunSummary } from '../summary';
import { describeEmbodied, describeIntensity, describePue, formatEmissionsRange } from './energy';
import { describeProgress } from './progress';
import { describeState } from './text';

/**
 * The fields on computing and energy that Regulation (EU) 2024/1689 (AI Act), Annex XI, Section 1, point 2 (d) and (e) asks
 * of the documentation of a general-purpose model, as far as a run tells them. Not known is null, with the reason.
 */
export interface Disclosure {
  readonly regulation: string;
  readonly run: string;
  readonly state: RunSummary['state'];
  /** Point 2 (d). */
  readonly computing: {
    /** Estimated; null where no estimate was asked for, or the training told no tokens. */
    readonly floatingPointOperations: number | null;
    /** How they are counted, or why they are not known. */
    readonly floatingPointOperationsReason: string;
    readonly hardware: readonly { readonly name: string; readonly domain: Domain; readonly count: number }[];
    /** Devices that the run was metered on, times its time; null where it has none, or its time is not known. */
    readonly acceleratorHours: number | null;
    readonly trainingTime: {
      readonly started: string;
      readonly ended: string | null;
      readonly seconds: number | null;
    };
    readonly progress: string | null;
  };
  /** Point 2 (e). */
  readonly energy: {
    /** In the machines, before PUE. */
    readonly megawattHours: Range | null;
    readonly megawattHoursWithPue: Range | null;
    readonly pue: number;
    /** `measured` where every device was; `estimated` as soon as one was modelled; null where nothing is known. */
    readonly basis: 'measured' | 'estimated' | null;
    /** The measured share of the energy, from 0 to 1. */
    readonly measuredShare: number | null;
    /** Of the energy, what the run's own processes drew; 0 to 1, null where it is not known. */
    readonly ownShare: number | null;
    readonly method: readonly string[];
  };
  readonly notCovered: readonly string[];
}

/** Estimated: the model's operations a token times the tokens that the training told; the reason where either is not known. */
function operationsOf({ estimate, progress }: RunSummary): {
  readonly count: number | null;
  readonly reason: string;
} {
  const unknown = (reason: string) => ({ count: null, reason });
  if (estimate === null)
    return unknown(
      'not told by a run; wattlens run --estimate FILE counts them from the model’s configuration and the tokens that the training tells',
    );
  const { file, trainingFlopsPerToken: perToken, problem } = estimate;
  if (perToken === null) return unknown(`not known: ${problem ?? `${file} was not counted`}`);
  const tokens = tokensTrained(progress);
  const counted = `of the matrix products, forward and backward, without recomputation, by ${file}`;
  if (tokens === null)
    return unknown(
      `${operationsText(perToken)} a token ${counted}; how many tokens were trained is not told by the run`,
    );
  return {
    count: perToken * tokens,
    reason: `estimated: ${operationsText(perToken)} a token ${counted}, times ${formatCount(tokens)} tokens, as the training told`,
  };
}

/** All that the training counts as done, also before it was resumed; null where a unit's tokens are not known. */
function tokensTrained(progress: RunSummary['progress']): number | null {
  if (progress === null) return null;
  const { done, unit } = progress;
  return unit === 'token' ? done : tokensIn(done, progress);
}

export function disclosureOf(run: RunSummary): Disclosure {
  const { energyJoules, pue, durationSeconds } = run;
  const operations = operationsOf(run);
  const accelerators = run.devices.filter(({ domain }) => domain === 'gpu' || domain === 'module').length;
  const megawattHours = (factor: number): Range | null => {
    const { range } = energyJoules;
    return range === null
      ? null
      : mapRange(range, (value) => toMegawattHours(toKilowattHours(joules(value * factor))));
  };
  return {
    regulation: 'Regulation (EU) 2024/1689, Annex XI, Section 1, point 2 (d) and (e)',
    run: run.id,
    state: run.state,
    computing: {
      floatingPointOperations: operations.count,
      floatingPointOperationsReason: operations.reason,
      hardware: hardwareOf(run),
      acceleratorHours:
        accelerators === 0 || durationSeconds === null ? null : (accelerators * durationSeconds) / 3600,
      trainingTime: { started: run.started, ended: run.ended, seconds: durationSeconds },
      progress: run.progress === null ? null : describeProgress(run.progress),
    },
    energy: {
      megawattHours: megawattHours(1),
      megawattHoursWithPue: megawattHours(pue),
      pue,
      basis:
        energyJoules.gross === null || energyJoules.provenance === null
          ? null
          : energyJoules.provenance === 'measured'
            ? 'measured'
            : 'estimated',
      measuredShare: measuredShareOf(run),
      ownShare: ownShareOf(energyJoules)?.part ?? null,
      method: run.devices.map(
        ({ name, domain, provenance, source, within }) =>
          `${name} [${domain}]: ${provenance} by ${source}${within === null ? '' : `, within ${within} and not added again`}`,
      ),
    },
    notCovered: notCoveredBy(run),
  };
}

function hardwareOf({ devices }: RunSummary): Disclosure['computing']['hardware'] {
  const counts = new Map<string, { name: string; domain: Domain; count: number }>();
  for (const { name, domain } of devices) {
    const found = counts.get(`${domain} ${name}`);
    if (found === undefined) counts.set(`${domain} ${name}`, { name, domain, count: 1 });
    else found.count += 1;
  }
  return [...counts.values()];
}

function measuredShareOf({ devices }: RunSummary): number | null {
  const counted = devices.filter(({ within }) => within === null);
  const sumOf = (list: typeof counted): number =>
    list.reduce((sum, { joules: energy }) => sum + (energy ?? 0), 0);
  const all = sumOf(counted);
  return all > 0 ? sumOf(counted.filter(({ provenance }) => provenance === 'measured')) / all : null;
}

/** What the figures leave out, as far as the run can tell. */
function notCoveredBy(run: RunSummary): string[] {
  const domains = new Set(
    run.devices.filter(({ joules: energy }) => energy !== null).map(({ domain }) => domain),
  );
  const isWhole = domains.has('node');
  const lacks = [
    ...(isWhole || domains.has('cpu') || domains.has('module') ? [] : ['the processor']),
    ...(isWhole || domains.has('dram') ? [] : ['memory that has no meter of its own']),
    ...(isWhole ? [] : ['fans, disks, network cards and the losses of the power supply']),
  ];
  const silent = run.devices.filter(({ joules: energy }) => energy === null).map(({ name }) => name);
  return [
    ...(lacks.length === 0 ? [] : [`Of this machine: ${lacks.join('; ')}.`]),
    ...(silent.length === 0 ? [] : [`Devices that gave no reading: ${silent.join(', ')}.`]),
    ...(run.missed === null ? [] : ['What was drawn before the meter was attached.']),
    ...(run.pue === 1
      ? ['What the building adds (cooling, distribution): PUE is 1, which holds outside a data centre.']
      : []),
    'Other machines and other runs: earlier and failed ones, data preparation, evaluation, and use of the model.',
    ...(run.state === 'ended' ? [] : [`What comes after the last reading: the run is ${run.state}.`]),
  ];
}

/** The disclosure as a Markdown sheet. */
export function reportDisclosure(run: RunSummary): string {
  const { computing, energy, notCovered, regulation } = disclosureOf(run);
  const { co2eGrams, carbonIntensity: intensity } = run;
  const rows: [string, string][] = [
    ['Run', run.label === null ? run.id : `${run.id} (${run.label})`],
    ['State', describeState(run)],
    [
      '(d) Floating point operations',
      `${formatKnown(computing.floatingPointOperations, operationsText)}: ${computing.floatingPointOperationsReason}`,
    ],
    [
      '(d) Hardware',
      computing.hardware.length === 0
        ? unknownFigure
        : computing.hardware.map(({ name, domain, count }) => `${count} x ${name} [${domain}]`).join(', '),
    ],
    ['(d) Accelerator hours', formatKnown(computing.acceleratorHours, formatCount)],
    [
      '(d) Training time',
      `${formatKnown(computing.trainingTime.seconds, formatDuration)}, from ${computing.trainingTime.started} to ${computing.trainingTime.ended ?? unknownFigure}`,
    ],
    ['(d) Progress told by the training', computing.progress ?? unknownFigure],
    [
      '(e) Energy in the machines',
      withRemark(formatKnown(energy.megawattHours, megawattHoursText), partRemark(run.energyJoules)),
    ],
    ['(e) Of the run’s own processes', formatKnown(energy.ownShare, briefShare)],
    [
      `(e) Energy with the building, PUE ${energy.pue}`,
      formatKnown(energy.megawattHoursWithPue, megawattHoursText),
    ],
    ['(e) PUE', describePue(run)],
    [
      '(e) Measured or estimated',
      energy.basis === null
        ? unknownFigure
        : energy.basis === 'measured'
          ? 'measured'
          : `estimated in part or whole; measured: ${formatKnown(energy.measuredShare, formatShare)} of the energy`,
    ],
    ['(e) Method', energy.method.length === 0 ? unknownFigure : energy.method.join('; ')],
    [
      'CO2e of the electricity',
      co2eGrams.range === null
        ? unknownFigure
        : withRemark(
            `${formatEmissionsRange(co2eGrams.range)} at ${formatIntensity(intensity.gramsPerKwh, 'gCO2e/kWh')} (${describeIntensity(intensity)}), PUE ${run.pue}`,
            emissionsShareRemark(run),
          ),
    ],
    [
      'CO2e of making the hardware, its share',
      co2eGrams.embodiedRange === null
        ? unknownFigure
        : `${formatEmissionsRange(co2eGrams.embodiedRange)}, modelled: ${describeEmbodied(run) ?? ''}`,
    ],
  ];
  return [
    `## Computing and energy of ${escapeMarkdown(run.label ?? run.id)}`,
    '',
    `For the documentation of a general-purpose AI model: ${regulation}, as far as this run tells. It is of one run on one machine; a model’s is the sum over all of its training.`,
    '',
    ...markdownTable([['Field', 'Value'], ...rows]),
    '',
    'Not covered:',
    '',
    ...notCovered.map((text) => `- ${escapeMarkdown(text)}`),
    ...(run.notes.length === 0
      ? []
      : ['', 'Notes of the run:', '', ...run.notes.map((note) => `- ${escapeMarkdown(note)}`)]),
  ].join('\n');
}

/** "1.3e+21 FLOP": as the Regulation’s own threshold is written. */
const operationsText = (count: number): string => `${Number(count.toPrecision(3)).toExponential()} FLOP`;

/** "0.00125 MWh (0.00113 to 0.00139 MWh)": in the unit that is asked for, however small. */
function megawattHoursText({ low, mid, high }: Range): string {
  const digits = (value: number): string => String(Number(value.toPrecision(3)));
  return low === high ? `${digits(mid)} MWh` : `${digits(mid)} MWh (${digits(low)} to ${digits(high)} MWh)`;
}
