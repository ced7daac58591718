import { gramsCO2e, joules, toKilograms, toKilowattHours } from '../../units/quantities';
import type { RunSummary } from '../summary';
import { csvLine } from './csv';

/** The columns of CodeCarbon's emissions.csv (docs.codecarbon.io, output): kg, kWh, W, s. Empty where not known. */
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
    return { kilowattHours: toKilowattHours(joules(total)), meanWatts: seconds > 0 ? total / seconds : null };
  };
  const cpu = ofDomains(['cpu', 'module', 'node']);
  const gpu = ofDomains(['gpu']);
  const ram = ofDomains(['dram']);
  const gpus = run.devices.filter((device) => device.domain === 'gpu');
  const emissionsKg =
    run.co2eGrams.operational === null ? null : toKilograms(gramsCO2e(run.co2eGrams.operational));
  const { durationSeconds } = run;
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
    [
      'energy_consumed',
      run.energyJoules.gross === null ? null : toKilowattHours(joules(run.energyJoules.gross)),
    ],
    ['country_name', null],
    ['country_iso_code', run.carbonIntensity.place],
    ['region', null],
    ['cloud_provider', null],
    ['cloud_region', null],
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
    ['on_cloud', null],
    ['pue', run.pue],
  ];
  return [csvLine(columns.map(([name]) => name)), csvLine(columns.map(([, value]) => value))].join('\n');
}
