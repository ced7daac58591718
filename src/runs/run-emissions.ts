import {
  emissions,
  gramsPerKilowattHour,
  joules,
  kilogramsCO2e,
  toGrams,
  type Range,
} from '../units/quantities';
import { mapRange } from '../units/range';
import { isUsed } from './device-summary';
import type { CarbonIntensity, StartRecord } from './journal';
import type { RunState } from './run-state';

/** In grams of CO2e; null where not known. `range` is that of the operational emissions: the energy's, with intensity and PUE as given. */
export interface Co2eGrams {
  readonly operational: number | null;
  readonly range: Range | null;
  /** The run's share of making the hardware: its hours over the hours that the hardware works. */
  readonly embodied: number | null;
  readonly embodiedRange: Range | null;
  /** What was made, and the hours of work that its footprint is spread over; null where not known. */
  readonly embodiedFrom: NonNullable<StartRecord['embodied']> | null;
}

/** Energy (joules) x intensity x PUE. */
export function operationalEmissions(
  energy: Range | null,
  carbonIntensity: CarbonIntensity,
  pue: number,
): Pick<Co2eGrams, 'operational' | 'range'> {
  if (energy === null) return { operational: null, range: null };
  const range = mapRange(energy, (value) =>
    emissions(joules(value), gramsPerKilowattHour(carbonIntensity.gramsPerKwh), pue),
  );
  return { operational: range.mid, range };
}

/** Without the devices that the run's processes never used; null where nothing of the run's is left. */
export function embodiedOfUsed(state: RunState, { embodied, devices }: StartRecord): StartRecord['embodied'] {
  if (embodied === undefined || embodied === null) return null;
  const unused = new Set(devices.flatMap(({ id }, index) => (isUsed(state, index) ? [] : [id])));
  const parts = embodied.parts.filter(({ device }) => device === undefined || !unused.has(device));
  return parts.length === 0 ? null : { ...embodied, parts };
}

/** The parts' footprint x the run's hours / the hours that they work in their life. */
export function embodiedEmissions(
  embodied: StartRecord['embodied'],
  durationSeconds: number | null,
): Pick<Co2eGrams, 'embodied' | 'embodiedRange' | 'embodiedFrom'> {
  if (embodied === undefined || embodied === null || durationSeconds === null)
    return { embodied: null, embodiedRange: null, embodiedFrom: embodied ?? null };
  const grams = (bound: keyof Range): number => {
    const kilograms = embodied.parts.reduce((sum, part) => sum + part.kilogramsCO2e[bound], 0);
    return (toGrams(kilogramsCO2e(kilograms)) * (durationSeconds / 3600)) / embodied.workingHours[bound];
  };
  const range = { low: grams('low'), mid: grams('mid'), high: grams('high') };
  return Number.isFinite(range.high)
    ? { embodied: range.mid, embodiedRange: range, embodiedFrom: embodied }
    : { embodied: null, embodiedRange: null, embodiedFrom: embodied };
}
