import {
  formatCount,
  formatDuration,
  formatEnergy,
  formatKilowattHours,
  formatRange,
  formatShare,
} from '../../units/format';
import { joules, kilowattHours } from '../../units/quantities';
import { mapRange } from '../../units/range';
import type { EstimateSummary } from '../estimate-summary';
import type { ProgressSummary } from '../progress-summary';
import { formatEnergyRange } from './energy';

/** `1.20k of 5.00k steps (24 %), epoch 1.2 of 5, by terminal output`. */
export function describeProgress({ done, total, unit, epochs, from }: ProgressSummary): string {
  const units = `${formatCount(done)}${total === null ? '' : ` of ${formatCount(total)}`} ${plural(unit, total ?? done)}`;
  const share = total === null || total <= 0 ? '' : ` (${formatShare(done / total)})`;
  const passes =
    epochs === null || unit === 'epoch'
      ? ''
      : `, epoch ${formatCount(epochs.done)}${epochs.total === null ? '' : ` of ${formatCount(epochs.total)}`}`;
  return `${units}${share}${passes}, by ${from}`;
}

/** `1.2 mWh a step, 1.4 Wh an epoch`; null where neither is known. */
export function describeUnitEnergy({
  unit,
  joulesPerUnit,
  joulesPerEpoch,
  joulesPerSample,
  joulesPerToken,
}: ProgressSummary): string | null {
  const texts = [
    ...(joulesPerUnit === null ? [] : [`${formatEnergy(joules(joulesPerUnit))} ${article(unit)} ${unit}`]),
    ...(joulesPerEpoch === null || unit === 'epoch'
      ? []
      : [`${formatEnergy(joules(joulesPerEpoch))} an epoch`]),
    ...(joulesPerSample === null || unit === 'sample'
      ? []
      : [`${formatEnergy(joules(joulesPerSample))} a sample`]),
    ...(joulesPerToken === null || unit === 'token'
      ? []
      : [`${Number(joulesPerToken.toPrecision(3))} J a token`]),
  ];
  return texts.length === 0 ? null : texts.join(', ');
}

/** `12 Wh (11 Wh to 13 Wh) in 2 h 00 min (1 h 50 min to 2 h 10 min) in all`; null where nothing is foretold. */
export function describeForecast({
  forecastJoules,
  forecastSeconds,
  endsAt,
}: ProgressSummary): string | null {
  if (forecastJoules === null || forecastSeconds === null) return null;
  const end = endsAt === null ? '' : `, done at ${endsAt}`;
  const { low, mid, high } = forecastSeconds;
  const between = low === high ? '' : ` (${formatDuration(low)} to ${formatDuration(high)})`;
  return `${formatEnergyRange(forecastJoules)} in ${formatDuration(mid)}${between} in all${end}`;
}

/** `1.2 kWh (0.9 kWh to 1.5 kWh) by config.json; the run takes 12 % more`. */
export function describeEstimate({ file, energyKwh, problem, difference }: EstimateSummary): string {
  if (energyKwh === null) return `not known for ${file}: ${problem ?? 'the model tells no energy'}`;
  const range = mapRange(energyKwh, kilowattHours);
  const share = difference === null ? null : `${Math.abs(100 * difference).toFixed(0)} %`;
  const compared =
    difference === null || share === null
      ? ''
      : `; the run takes ${share === '0 %' ? 'the same' : `${share} ${difference > 0 ? 'more' : 'less'}`}`;
  return `${formatRange(range, formatKilowattHours)} by ${file}, without PUE${compared}`;
}

const plural = (word: string, count: number): string => (count === 1 ? word : `${word}s`);
const article = (word: string): string => (/^[aeiou]/.test(word) ? 'an' : 'a');
