import { changeBetween, figureOf } from '../../energy/comparison';
import type { Estimate } from '../../energy/estimate';
import { formatChange, formatCO2e } from '../../units/format';
import { t } from '../translate';
import { kilogramsCO2e, toGrams } from '../../units/quantities';

/** `attention +34 %, training +12 % energy, +41 kg CO2e`, with parameters where attention is as before, and `training +12 %, +41 kg CO2e` where there is little room. */
export interface DifferenceTitle {
  readonly title: string;
  readonly short: string;
}

/** Null where nothing of it changed. */
export function differenceTitle(before: Estimate, after: Estimate): DifferenceTitle | null {
  const change = changeBetween(before, after);
  const attention = change['flops.attentionPerToken'];
  const energy = change['training.energyKwh'];
  const mass = (figureOf(after, 'training.co2eKg') ?? 0) - (figureOf(before, 'training.co2eKg') ?? 0);
  if (attention === 1 && energy === 1 && mass === 0) return null;
  const grams = formatCO2e(toGrams(kilogramsCO2e(Math.abs(mass))));
  const signed = `${mass < 0 ? '−' : '+'}${grams}`;
  const parameters = change['parameters.total'];
  const spent = [formatChange(energy), signed] as const;
  return {
    // Where attention is as before, what else has grown or shrunk.
    title:
      attention === 1 && parameters !== 1
        ? t('parameters {0}, training {1} energy, {2} CO2e', formatChange(parameters), ...spent)
        : attention === 1
          ? t('training {0} energy, {1} CO2e', ...spent)
          : t('attention {0}, training {1} energy, {2} CO2e', formatChange(attention), ...spent),
    short: t('training {0}, {1} CO2e', formatChange(energy), signed),
  };
}
