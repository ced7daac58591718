import { findPlace } from '../../carbon/intensity';
import { gramsCO2e, joules, toKilograms, toKilowattHours } from '../../units/quantities';
import type { RunSummary } from '../summary';
import { csvLine } from './csv';
import { waterOfRun } from './extras';

/**
 * The columns of CodeCarbon's emissions.csv in its order (EmissionsData of CodeCarbon 3.3): kg, kWh, W, s, litres. Empty
 * where not known. As in CodeCarbon, PUE is in energies, so that emissions over energy is the intensity, and not in powers; and
 * water is that of cooling the building alone. It is the machines' energy times the last column, which is how WUE is defined:
 * CodeCarbon multiplies that by PUE too.
 */
export function reportCodecarbon(run: RunSummary): string {
  const counted = run.devices.filter((device) => device.within === null);
  const ofDomains = (
    domains: readonly string[],
  ): { kilowattHours: number | null; meanWatts: number | null } => {
    const known = counted.flatMap((device) =>
      domains.includes(device.domain) && device.joules !== null ? [device.joules] : [],
    );
    if (known.length === 0) return { kilowattHours: null, meanWatts: null };
    const total = known.reduce((sum, value) => sum + value, 0);
    const seconds = run.durationSeconds ?? 0;
    return {
      kilowattHours: toKilowattHours(joules(run.pue * total)),
      meanWatts: seconds > 0 ? total / seconds : null,
    };
  };
  const cpu = ofDomains(['cpu', 'module', 'node']);
  const gpu = ofDomains(['gpu']);
  const ram = ofDomains(['dram']);
  const gpus = run.devices.filter((device) => device.domain === 'gpu');
  const emissionsKg =
    run.co2eGrams.operational === null ? null : toKilograms(gramsCO2e(run.co2eGrams.operational));
  const { durationSeconds } = run;
  const { gross } = run.energyJoules;
  const water = waterOfRun(run);
  const columns: [string, string | number | null][] = [
    ['timestamp', (run.ended ?? run.started).slice(0, 19)],
    ['project_name', run.label ?? 'wattlens'],
    ['run_id', run.id],
    ['experiment_id', null],
    ['duration', durationSeconds],
    ['emissions', emissionsKg],
    [
      'emissions_rate',
      emissionsKg === null || durationSeconds === null || durationSeconds <= 0
        ? null
        : emissionsKg / durationSeconds,
    ],
    ['cpu_power', cpu.meanWatts],
    ['gpu_power', gpu.meanWatts],
    ['ram_power', ram.meanWatts],
    ['cpu_energy', cpu.kilowattHours],
    ['gpu_energy', gpu.kilowattHours],
    ['ram_energy', ram.kilowattHours],
    ['energy_consumed', gross === null ? null : toKilowattHours(joules(run.pue * gross))],
    ['water_consumed', water?.onSiteLitres ?? null],
    ...placeColumns(run.place),
    ['os', run.host.platform],
    ['python_version', null],
    ['codecarbon_version', null],
    ['cpu_count', null],
    ['cpu_model', run.devices.find((device) => device.domain === 'cpu')?.name ?? null],
    ['gpu_count', gpus.length === 0 ? null : gpus.length],
    ['gpu_model', gpus.length === 0 ? null : gpus.map((device) => device.name).join(', ')],
    ['longitude', null],
    ['latitude', null],
    ['ram_total_size', null],
    ['tracking_mode', 'machine'],
    ['cpu_utilization_percent', null],
    ['gpu_utilization_percent', null],
    ['ram_utilization_percent', null],
    ['ram_used_gb', null],
    // What a place tells: a machine without a cloud region may still be in a cloud.
    ['on_cloud', (findPlace(run.place)?.provider ?? null) === null ? null : 'Y'],
    ['pue', run.pue],
    ['wue', water?.onSiteFact?.litresPerKwh ?? null],
  ];
  return [csvLine(columns.map(([name]) => name)), csvLine(columns.map(([, value]) => value))].join('\n');
}

/** Country by its alpha-3 code, as CodeCarbon has it; a zone or a part of a cloud is named as well. */
function placeColumns(place: string): [string, string | null][] {
  const found = place === 'world' ? null : findPlace(place);
  const country = found === null ? null : findPlace(found.grid.split('-')[0] ?? '');
  const provider = found?.provider ?? null;
  return [
    ['country_name', country?.name ?? null],
    ['country_iso_code', country?.kind === 'country' ? (country.names[1]?.toUpperCase() ?? null) : null],
    ['region', found?.grid.includes('-') === true ? found.grid : null],
    ['cloud_provider', provider],
    ['cloud_region', provider === null ? null : place.slice(place.indexOf(':') + 1)],
  ];
}
