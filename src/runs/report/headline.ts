import {
  briefShare,
  formatDuration,
  formatEnergy,
  formatIntensity,
  formatKnown,
  formatPower,
  formatShare,
  intensityNumber,
  unknownFigure,
} from '../../units/format';
import { joules, watts } from '../../units/quantities';
import { emissionsShareRemark, ownShareOf, shareRemark, withRemark } from '../own-share';
import type { RunSummary } from '../summary';
import {
  describeEmbodied,
  describeIntensity,
  describePue,
  formatEmissionsRange,
  formatEnergyRange,
} from './energy';
import { extraRows, type ReportOptions } from './extras';
import { describeState, progressRows } from './text';

/** The figures of a run for a document, name and value, as plain text: each with unit, range and provenance. */
export function headlineRows(run: RunSummary, options: ReportOptions): [name: string, value: string][] {
  const { energyJoules: energy, co2eGrams, carbonIntensity: intensity } = run;
  return [
    ['State', describeState(run)],
    ['Started', run.started],
    ['Duration', formatKnown(run.durationSeconds, formatDuration)],
    // What the text report indents stands by itself here.
    ...progressRows(run).map(([name, value]): [string, string] => [
      name.startsWith(' ') ? `Progress, ${name.trim()}` : name,
      value,
    ]),
    [
      'Energy (gross)',
      energy.range === null
        ? unknownFigure
        : withRemark(`${formatEnergyRange(energy.range)}, ${energy.provenance ?? ''}`, shareRemark(energy)),
    ],
    [
      'Energy (of the run’s own processes)',
      formatKnown(
        ownShareOf(energy),
        (own) => `${formatEnergy(joules(own.joules))}, ${briefShare(own.part)} of gross`,
      ),
    ],
    ['Energy (net of idle)', formatKnown(energy.net, (value) => formatEnergy(joules(value)))],
    [
      'CO2e (operational)',
      co2eGrams.range === null
        ? unknownFigure
        : withRemark(formatEmissionsRange(co2eGrams.range), emissionsShareRemark(run)),
    ],
    [
      'Carbon intensity',
      `${formatIntensity(intensity.gramsPerKwh, 'gCO2e/kWh')}, ${describeIntensity(intensity)}`,
    ],
    ...liveRows(run),
    ['PUE', describePue(run)],
    [
      'CO2e (embodied, the run’s share)',
      co2eGrams.embodiedRange === null
        ? unknownFigure
        : `${formatEmissionsRange(co2eGrams.embodiedRange)}, modelled: ${describeEmbodied(run) ?? ''}`,
    ],
    ...extraRows(run, options),
  ];
}

/** What a provider told while the run went, where one was turned on. */
function liveRows({ liveIntensity: live }: RunSummary): [string, string][] {
  if (live === null) return [];
  const { energyWeightedGramsPerKwh: mean, lowestGramsPerKwh: low, highestGramsPerKwh: high } = live;
  const values =
    mean === null
      ? 'no value was had'
      : `${formatIntensity(mean, 'gCO2e/kWh')} over the energy (${formatKnown(low, intensityNumber)} to ${formatKnown(high, intensityNumber)})`;
  return [
    [
      'Live intensity',
      `${values}, ${live.kind}, ${live.provider}, ${live.place}, ${formatShare(live.energyShare)} of the energy`,
    ],
  ];
}

export const deviceColumns = [
  'Device',
  'Domain',
  'Energy',
  'Mean power',
  'Highest power',
  'Provenance',
] as const;

/** A row a device, the cells in the order of `deviceColumns`. */
export const deviceRows = ({ devices }: RunSummary): string[][] =>
  devices.map((device) => [
    device.name,
    device.domain,
    formatKnown(device.joules, (value) => formatEnergy(joules(value))),
    formatKnown(device.meanWatts, (value) => formatPower(watts(value))),
    formatKnown(device.maxWatts, (value) => formatPower(watts(value))),
    `${device.provenance}: ${device.source}${device.within === null ? '' : ` (within ${device.within})`}`,
  ]);
