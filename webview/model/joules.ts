import { formatEnergy, unknownFigure } from '../../src/units/format';
import { joules } from '../../src/units/quantities';

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false });
const scale = [
  [1, 'J'],
  [1e-3, 'mJ'],
  [1e-6, 'µJ'],
  [1e-9, 'nJ'],
] as const;

/** Energy of a token: joules and their parts; more than a kilojoule in watt-hours. */
export function formatJoules(energy: number): string {
  if (!Number.isFinite(energy)) return unknownFigure;
  if (energy === 0) return '0 J';
  if (energy >= 1000) return formatEnergy(joules(energy));
  const [factor, unit] = scale.find(([least]) => energy >= least) ?? [1e-9, 'nJ'];
  return `${threeDigits.format(energy / factor)} ${unit}`;
}
