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
] as const;

/** One line a device, units in the column names; what is not known is an empty cell. */
export function reportCsv(run: RunSummary): string {
  const rows = run.devices.map((device) => [
    run.id,
    run.label,
    run.command.join(' '),
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
  ]);
  return [columns, ...rows].map(csvLine).join('\n');
}

/** RFC 4180 quoting; null is an empty cell. */
export const csvLine = (cells: readonly (string | number | null)[]): string => cells.map(csvCell).join(',');

function csvCell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
