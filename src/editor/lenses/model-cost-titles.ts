import type { Estimate } from '../../energy/estimate';
import {
  formatCO2e,
  formatCount,
  formatFlops,
  formatKilowattHours,
  formatShare,
  formatSpan,
} from '../../units/format';
import { kilogramsCO2e, kilowattHours, toGrams } from '../../units/quantities';
import { t } from '../translate';
import type { SequenceGrowth } from './sequence-growth';

/** The texts of the lenses above a model's configuration. */
export interface ModelCostTitles {
  readonly parameters: string;
  readonly attention: string;
  readonly training: string;
  readonly serving: string;
}

/** `approximate` says on what the figures rest where they are not exact. */
export function modelCostTitles(
  { parameters, flops, training, inference, plan }: Estimate,
  approximate: string | null = null,
  growth: SequenceGrowth | null = null,
): ModelCostTitles {
  const size =
    parameters.active === parameters.total
      ? t('{0} parameters', formatCount(parameters.total))
      : t('{0} parameters, {1} active', formatCount(parameters.total), formatCount(parameters.active));
  const attention = formatFlops(flops.attentionPerToken);
  const energy = formatSpan(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh)));
  const co2e = formatSpan(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))));
  const count = (value: number): string => new Intl.NumberFormat('en-US').format(value);
  const grows =
    growth === null
      ? ''
      : t(
          '; {0} and {1} at {2}',
          formatTimes(growth.attentionAtTwice),
          formatShare(growth.shareAtTwice),
          count(2 * flops.seq),
        );
  return {
    parameters: approximate === null ? size : t('≈ {0}, approximate: {1}', size, approximate),
    attention: `${t('attention {0}/token at {1} tokens, {2} of forward', attention, count(flops.seq), formatShare(flops.attentionShare))}${grows}`,
    training: t(
      'training {0}, {1} CO2e, modelled for {2} tokens on {3} x {4}, PUE {5}',
      energy,
      co2e,
      formatCount(plan.tokens),
      plan.gpus,
      plan.hardware,
      plan.pue,
    ),
    serving: t('serving {0}/token, modelled', formatSpan(inference.joulesPerToken, formatJoules)),
  };
}

const threeDigits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3, useGrouping: false });
/** "1.33x". */
const formatTimes = (ratio: number): string => `${threeDigits.format(ratio)}x`;
const jouleScale = [
  [1, 'J'],
  [1e-3, 'mJ'],
  [1e-6, 'µJ'],
] as const;

function formatJoules(energy: number): string {
  const [factor, unit] = jouleScale.find(([least]) => energy >= least) ?? [1e-6, 'µJ'];
  return `${threeDigits.format(energy / factor)} ${unit}`;
}
