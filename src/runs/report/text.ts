import { commandText } from '../../units/command-text';
import {
  briefShare,
  formatDuration,
  formatEnergy,
  formatIntensity,
  formatKnown,
  formatPower,
  unknownFigure,
} from '../../units/format';
import { joules, watts } from '../../units/quantities';
import type { DeviceSummary } from '../device-summary';
import { ownShareOf, partRemark, withRemark } from '../own-share';
import type { RunSummary } from '../summary';
import { hasNotStarted } from '../summary-notes';
import { describeEmbodied, describeIntensity, formatEmissionsRange, formatEnergyRange } from './energy';
import { extraNotes, extraRows, type ReportOptions } from './extras';
import { describeEstimate, describeForecast, describeProgress, describeUnitEnergy } from './progress';
import { plainText } from '../../units/plain-text';

/** How far the training has come, where it told so. */
export function progressRows({ progress, estimate, energyJoules }: RunSummary): [string, string][] {
  const estimated: [string, string][] = estimate === null ? [] : [['Estimate', describeEstimate(estimate)]];
  if (progress === null) return estimated;
  const perUnit = describeUnitEnergy(progress);
  const forecast = describeForecast(progress);
  return [
    ['Progress', describeProgress(progress)],
    ...(perUnit === null
      ? []
      : ([['  energy', withRemark(perUnit, partRemark(energyJoules))]] satisfies [string, string][])),
    ...(forecast === null ? [] : ([['  forecast', forecast]] satisfies [string, string][])),
    ...estimated,
  ];
}

/** A run for people: the headline first, then where each figure comes from. */
export function reportText(run: RunSummary, options: ReportOptions = {}): string {
  const { energyJoules: energy, co2eGrams, carbonIntensity: intensity } = run;
  const share = ownShareOf(energy);
  const rows: [string, string][] = [
    ['Run', run.label === null ? run.id : `${run.id} (${run.label})`],
    ['Command', commandText(run.command)],
    ['State', describeState(run)],
    ['Started', run.started],
    ['Duration', formatKnown(run.durationSeconds, formatDuration)],
    ...progressRows(run),
    [
      'Energy',
      energy.range === null
        ? unknownFigure
        : `${formatEnergyRange(energy.range)}, ${energy.provenance ?? ''}`,
    ],
    [
      '  net',
      energy.netRange === null ? unknownFigure : `${formatEnergyRange(energy.netRange)}, less what idles`,
    ],
    [
      '  share',
      energy.share === null
        ? unknownFigure
        : `${formatEnergy(joules(energy.share))}${share === null ? '' : `, ${briefShare(share.part)} of it`}, of the run’s own processes`,
    ],
    [
      'CO2e',
      co2eGrams.range === null
        ? unknownFigure
        : `${formatEmissionsRange(co2eGrams.range)} at ${formatIntensity(intensity.gramsPerKwh)} (${describeIntensity(intensity)}), PUE ${run.pue}`,
    ],
    [
      '  embodied',
      co2eGrams.embodiedRange === null
        ? unknownFigure
        : `${formatEmissionsRange(co2eGrams.embodiedRange)}, modelled: ${describeEmbodied(run) ?? ''}`,
    ],
    ...extraRows(run, options),
  ];
  const notes = [...run.notes, ...extraNotes(run, options)];
  const width = Math.max(...rows.map(([name]) => name.length));
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    'Devices',
    ...run.devices.map((device) => `  ${describeDevice(device)}`),
    ...(run.devices.length === 0 ? ['  none: nothing could be read'] : []),
    ...describeOverhead(run),
    ...(notes.length === 0 ? [] : ['Notes', ...notes.map((note) => `  ${note}`)]),
  ]
    .map(plainText)
    .join('\n');
}

export function describeState(run: Pick<RunSummary, 'state' | 'signal' | 'exitCode' | 'notes'>): string {
  if (hasNotStarted(run)) return `did not start, exit code ${run.exitCode ?? unknownFigure}`;
  if (run.state !== 'ended') return run.state;
  if (run.signal !== null) return `ended by ${run.signal}`;
  return run.exitCode === null ? 'ended' : `ended, exit code ${run.exitCode}`;
}

function describeOverhead({ overhead }: RunSummary): string[] {
  if (overhead === null) return [];
  const share = overhead.coreShare === null ? '' : `, ${(100 * overhead.coreShare).toFixed(2)} % of one core`;
  return [
    `Metering took ${overhead.cpuSeconds.toFixed(2)} s of processor time${share}, and ${(overhead.residentBytes / 1e6).toFixed(0)} MB.`,
  ];
}

function describeDevice(device: DeviceSummary): string {
  const energy = device.range === null ? 'no reading' : formatEnergyRange(device.range);
  const power =
    device.meanWatts === null
      ? ''
      : `, mean ${formatPower(watts(device.meanWatts))}${device.maxWatts === null ? '' : `, highest ${formatPower(watts(device.maxWatts))}`}`;
  const gaps = device.gaps === 0 ? '' : `, ${device.gaps} ${device.gaps === 1 ? 'gap' : 'gaps'}`;
  const share = device.share === null ? '' : `, the run’s share ${formatEnergy(joules(device.share))}`;
  const within = device.within === null ? '' : `, within ${device.within} and not added again`;
  return `${device.name} [${device.domain}]: ${energy}${power}; ${device.provenance} by ${device.source}, rung ${device.rung}, ${device.samples} samples${share}${gaps}${within}`;
}
