import { formatKilowattHours } from '../../src/units/format';
import { joules, kilowattHours, toKilowattHours } from '../../src/units/quantities';

/** The axes of energy are in watt-hours, so that their ticks are round in the unit that is shown. */
export const toWattHours = (energy: number): number => toKilowattHours(joules(energy)) * 1000;
export const formatWattHours = (wattHours: number): string =>
  formatKilowattHours(kilowattHours(wattHours / 1000));
