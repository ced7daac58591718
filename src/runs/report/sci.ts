import { formatIntensity, formatKnown, formatShare } from '../../units/format';
import { escapeMarkdown, markdownTable } from '../../units/plain-text';
import { joules, toKilowattHours, type Range } from '../../units/quantities';
import { mapRange } from '../../units/range';
import type { RunSummary } from '../summary';
import {
  describeEmbodied,
  describeIntensity,
  describePue,
  formatEmissionsRange,
  formatEnergyRange,
} from './energy';

/** The score for one functional unit R, in grams: (O + M) per R. Null where a part is not known. */
export interface SciScore {
  /** "run", "epoch", "1,000 steps". */
  readonly unit: string;
  readonly operationalGrams: Range | null;
  readonly embodiedGrams: Range | null;
  readonly gramsPerUnit: Range | null;
}

/** The Software Carbon Intensity of a run (ISO/IEC 21031:2024): SCI = (O + M) per R, O = E x I. */
export interface SciReport {
  readonly standard: string;
  readonly run: string;
  readonly state: RunSummary['state'];
  /** E: all that the run's devices drew, with what the building adds (PUE). */
  readonly energyKwh: Range | null;
  readonly pue: number;
  readonly pueFrom: RunSummary['pueFrom'];
  /** I. */
  readonly carbonIntensity: RunSummary['carbonIntensity'];
  /** O, and M, of the whole run. */
  readonly operationalGrams: Range | null;
  readonly embodiedGrams: Range | null;
  readonly scores: readonly SciScore[];
  readonly notes: readonly string[];
}

const standard = 'ISO/IEC 21031:2024, Software Carbon Intensity: SCI = (O + M) per R';

/** Units that are counted by the thousand: one of them is too little to speak of. */
const thousands: readonly string[] = ['step', 'sample', 'token'];

export function sciOf(run: RunSummary): SciReport {
  const { co2eGrams, energyJoules, pue, progress } = run;
  const operational = co2eGrams.range;
  const embodied = co2eGrams.embodiedRange;
  const perUnit = (unit: string, amount: number, unitJoules: number | null, unitSeconds: number | null) =>
    scoreOf(unit, operationalOf(run, unitJoules, amount), embodiedOf(run, unitSeconds, amount));
  const notes: string[] = [];
  const scores = [scoreOf('run', operational, embodied)];
  if (progress === null)
    notes.push('No functional unit but the run: the training told no progress that could be read.');
  else if (progress.joulesPerUnit === null)
    notes.push(`No score for each ${progress.unit}: too little progress was told to measure one.`);
  else {
    const { unit, joulesPerUnit, secondsPerUnit, joulesPerEpoch, secondsPerEpoch } = progress;
    const { joulesPerSample, joulesPerToken } = progress;
    const amount = thousands.includes(unit) ? 1000 : 1;
    // A hundredth of a run is no unit of what it is for.
    if (unit !== 'percent')
      scores.push(perUnit(amount === 1 ? unit : `1,000 ${unit}s`, amount, joulesPerUnit, secondsPerUnit));
    if (joulesPerEpoch !== null && unit !== 'epoch')
      scores.push(perUnit('epoch', 1, joulesPerEpoch, secondsPerEpoch));
    // A sample's or a token's part of a unit's time is that of its energy: both are what the unit is divided by.
    for (const [part, partJoules] of [
      ['sample', joulesPerSample],
      ['token', joulesPerToken],
    ] as const) {
      if (partJoules === null || part === unit || secondsPerUnit === null || joulesPerUnit <= 0) continue;
      const partSeconds = (secondsPerUnit * partJoules) / joulesPerUnit;
      scores.push(perUnit(`1,000 ${part}s`, 1000, partJoules, partSeconds));
    }
    notes.push(
      'Of the functional units the energy and the time are those from the first progress that was told to the last: starting up is in the run’s score alone.',
    );
  }
  if (embodied === null)
    notes.push('M is not known, and so no score is: what O alone comes to is given, and would be too low.');
  if (run.state !== 'ended') notes.push(`The run is ${run.state}: the figures are those so far.`);
  if (run.liveIntensity?.kind === 'marginal')
    notes.push('I is the average intensity; the live marginal values are not in the score.');
  return {
    standard,
    run: run.id,
    state: run.state,
    energyKwh:
      energyJoules.range === null
        ? null
        : mapRange(energyJoules.range, (value) => toKilowattHours(joules(value * pue))),
    pue,
    pueFrom: run.pueFrom,
    carbonIntensity: run.carbonIntensity,
    operationalGrams: operational,
    embodiedGrams: embodied,
    scores,
    notes,
  };
}

const scoreOf = (unit: string, operational: Range | null, embodied: Range | null): SciScore => ({
  unit,
  operationalGrams: operational,
  embodiedGrams: embodied,
  gramsPerUnit:
    operational === null || embodied === null
      ? null
      : {
          low: operational.low + embodied.low,
          mid: operational.mid + embodied.mid,
          high: operational.high + embodied.high,
        },
});

/** The run's emissions in the proportion of the energy. */
function operationalOf(
  { co2eGrams, energyJoules }: RunSummary,
  unitJoules: number | null,
  amount: number,
): Range | null {
  const { gross } = energyJoules;
  if (co2eGrams.range === null || unitJoules === null || gross === null || gross <= 0) return null;
  return mapRange(co2eGrams.range, (grams) => (grams * unitJoules * amount) / gross);
}

/** The run's share of the making in the proportion of the time. */
function embodiedOf(
  { co2eGrams, durationSeconds }: RunSummary,
  unitSeconds: number | null,
  amount: number,
): Range | null {
  const { embodiedRange } = co2eGrams;
  if (embodiedRange === null || unitSeconds === null || durationSeconds === null || durationSeconds <= 0)
    return null;
  return mapRange(embodiedRange, (grams) => (grams * unitSeconds * amount) / durationSeconds);
}

/** The score as a Markdown sheet. */
export function reportSci(run: RunSummary): string {
  const sci = sciOf(run);
  const { carbonIntensity: intensity } = sci;
  const grams = (range: Range | null): string => formatKnown(range, formatEmissionsRange);
  const energy = run.energyJoules;
  const { share } = run.energyJoules;
  return [
    `## Software Carbon Intensity of ${escapeMarkdown(run.label ?? run.id)}`,
    '',
    `${sci.standard}. Grams of CO2e; lower is better. Middle, and what it lies between.`,
    '',
    ...markdownTable([
      ['R', 'O', 'M', 'SCI = (O + M) per R'],
      ...sci.scores.map(({ unit, operationalGrams, embodiedGrams, gramsPerUnit }) => [
        unit,
        grams(operationalGrams),
        grams(embodiedGrams),
        gramsPerUnit === null ? grams(null) : `${formatEmissionsRange(gramsPerUnit)} CO2e per ${unit}`,
      ]),
    ]),
    '',
    ...markdownTable([
      ['Part', 'Value'],
      [
        'E, energy',
        energy.range === null
          ? grams(null)
          : `${formatEnergyRange(energy.range)} in the machines, ${energy.provenance ?? ''}, x PUE ${sci.pue}`,
      ],
      ['PUE, in E', describePue(run)],
      [
        'I, intensity',
        `${formatIntensity(intensity.gramsPerKwh, 'gCO2e/kWh')}, ${describeIntensity(intensity)}, location-based`,
      ],
      ['O = E x I', grams(sci.operationalGrams)],
      [
        'M, embodied',
        sci.embodiedGrams === null
          ? grams(null)
          : `${grams(sci.embodiedGrams)}, modelled: ${describeEmbodied(run) ?? ''}`,
      ],
      ...(run.co2eGrams.embodiedFrom === null
        ? []
        : [
            [
              'Sources of M',
              [
                ...new Set(run.co2eGrams.embodiedFrom.parts.map(({ name, source }) => `${name}: ${source}`)),
              ].join('; '),
            ],
          ]),
      [
        'Boundary',
        `${run.devices.length === 0 ? 'no device answered' : run.devices.map(({ name, domain }) => `${name} [${domain}]`).join(', ')}; all that they drew${share === null || energy.gross === null || energy.gross <= 0 ? '' : `, of which the run’s own processes ${formatShare(share / energy.gross)}`}`,
      ],
    ]),
    ...(sci.notes.length === 0 ? [] : ['', ...sci.notes.map((note) => `- ${escapeMarkdown(note)}`)]),
  ].join('\n');
}
