import { commandText } from '../../units/command-text';
import { gramsCO2e, joules, toKilograms, toKilowattHours } from '../../units/quantities';
import type { RunSummary } from '../summary';

/** A run as an experiment tracker keeps it: numbers under names with their unit, and words. What is not known is left out. */
export interface TrackerRecord {
  readonly name: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

const kilowattHoursOf = (value: number | null): number | null =>
  value === null ? null : toKilowattHours(joules(value));
const kilogramsOf = (value: number | null): number | null =>
  value === null ? null : toKilograms(gramsCO2e(value));

export function trackerRecord(run: RunSummary): TrackerRecord {
  const { energyJoules, co2eGrams, carbonIntensity, durationSeconds, devices } = run;
  const gross = energyJoules.gross;
  const metrics: Readonly<Record<string, number | null>> = {
    energy_kwh: kilowattHoursOf(gross),
    energy_net_kwh: kilowattHoursOf(energyJoules.net),
    energy_share_kwh: kilowattHoursOf(energyJoules.share),
    co2e_kg: kilogramsOf(co2eGrams.operational),
    co2e_embodied_kg: kilogramsOf(co2eGrams.embodied),
    power_mean_w:
      gross === null || durationSeconds === null || durationSeconds <= 0 ? null : gross / durationSeconds,
    energy_duration_s: durationSeconds,
  };
  const known = Object.entries(metrics).filter(
    (entry): entry is [string, number] => entry[1] !== null && Number.isFinite(entry[1]),
  );
  return {
    name: run.label ?? run.id,
    metrics: Object.fromEntries(known),
    tags: {
      'wattlens.run': run.id,
      'wattlens.command': commandText(run.command),
      'wattlens.started': run.started,
      'wattlens.sources': devices
        .map(({ name, source, provenance }) => `${name}: ${source}, ${provenance}`)
        .join('; '),
      'wattlens.carbonIntensity': `${carbonIntensity.gramsPerKwh} g/kWh, ${carbonIntensity.place}, ${carbonIntensity.source}`,
      'wattlens.pue': String(run.pue),
    },
  };
}
