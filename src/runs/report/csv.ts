import { commandText } from '../../units/command-text';
import type { Range } from '../../units/quantities';
import type { RunSummary } from '../summary';

const columns = [
  'run',
  'label',
  'command',
  'started',
  'ended',
  'state',
  'exit_code',
  'duration_seconds',
  'device',
  'device_name',
  'domain',
  'source',
  'rung',
  'provenance',
  'within',
  'joules',
  'joules_low',
  'joules_high',
  'mean_watts',
  'max_watts',
  'samples',
  'gaps',
  'grams_co2e_per_kwh',
  'place',
  'pue',
  'device_share_joules',
  'run_joules',
  'run_joules_low',
  'run_joules_high',
  'run_net_joules',
  'run_provenance',
  'run_grams_co2e',
  'run_grams_co2e_low',
  'run_grams_co2e_high',
  'run_embodied_grams_co2e',
  'run_embodied_grams_co2e_low',
  'run_embodied_grams_co2e_high',
  'intensity_time',
  'intensity_source',
  'intensity_kind',
  'live_provider',
  'live_grams_co2e_per_kwh',
  'live_energy_share',
  'progress_done',
  'progress_total',
  'progress_unit',
  'joules_per_unit',
  'estimated_kwh_low',
  'estimated_kwh',
  'estimated_kwh_high',
  'intensity_scope',
  'intensity_licence',
  'pue_year',
  'pue_source',
  'pue_licence',
] as const;

/**
 * One line a device, units in the column names; what is not known is an empty cell. Columns that begin with `run_` are of
 * the whole run, the same in each of its lines: not to be summed. Emissions have PUE in them, energies have not.
 */
export function reportCsv(run: RunSummary): string {
  const rows = run.devices.map((device) => [
    run.id,
    run.label,
    commandText(run.command),
    run.started,
    run.ended,
    run.state,
    run.exitCode,
    run.durationSeconds,
    device.id,
    device.name,
    device.domain,
    device.source,
    device.rung,
    device.provenance,
    device.within,
    device.joules,
    device.range?.low ?? null,
    device.range?.high ?? null,
    device.meanWatts,
    device.maxWatts,
    device.samples,
    device.gaps,
    run.carbonIntensity.gramsPerKwh,
    run.carbonIntensity.place,
    run.pue,
    device.share,
    ...runCells(run),
  ]);
  return [columns, ...rows].map(csvLine).join('\n');
}

function runCells(run: RunSummary): (string | number | null)[] {
  const { energyJoules, co2eGrams, carbonIntensity, liveIntensity, progress, estimate } = run;
  const ends = (range: Range | null): (number | null)[] => [range?.low ?? null, range?.high ?? null];
  return [
    energyJoules.gross,
    ...ends(energyJoules.range),
    energyJoules.net,
    energyJoules.provenance,
    co2eGrams.operational,
    ...ends(co2eGrams.range),
    co2eGrams.embodied,
    ...ends(co2eGrams.embodiedRange),
    carbonIntensity.time,
    carbonIntensity.source,
    carbonIntensity.kind,
    liveIntensity?.provider ?? null,
    liveIntensity?.energyWeightedGramsPerKwh ?? null,
    liveIntensity?.energyShare ?? null,
    progress?.done ?? null,
    progress?.total ?? null,
    progress?.unit ?? null,
    progress?.joulesPerUnit ?? null,
    estimate?.energyKwh?.low ?? null,
    estimate?.energyKwh?.mid ?? null,
    estimate?.energyKwh?.high ?? null,
    carbonIntensity.scope ?? null,
    carbonIntensity.licence ?? null,
    run.pueFrom?.year ?? null,
    run.pueFrom?.source ?? null,
    run.pueFrom?.licence ?? null,
  ];
}

/**
 * RFC 4180 quoting; null is an empty cell. A text that a spreadsheet would take for a formula, some of them by the wide
 * signs of East Asian scripts too, gets an apostrophe before it (https://owasp.org/www-community/attacks/CSV_Injection); numbers stay
 * as they are.
 */
export const csvLine = (cells: readonly (string | number | null)[]): string => cells.map(csvCell).join(',');

function csvCell(value: string | number | null): string {
  const isFormula = typeof value === 'string' && /^[=+\-@\t\r\n＝＋－＠]/.test(value);
  const text = value === null ? '' : `${isFormula ? "'" : ''}${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
