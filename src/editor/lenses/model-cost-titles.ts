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
  const active = parameters.active === parameters.total ? '' : `, ${formatCount(parameters.active)} active`;
  const attention = formatFlops(flops.attentionPerToken);
  const energy = formatSpan(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh)));
  const co2e = formatSpan(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))));
  const count = (value: number): string => new Intl.NumberFormat('en-US').format(value);
  const grows =
    growth === null
      ? ''
      : `; ${formatTimes(growth.attentionAtTwice)} and ${formatShare(growth.shareAtTwice)} at ${count(2 * flops.seq)}`;
  return {
    parameters:
      approximate === null
        ? `${formatCount(parameters.total)} parameters${active}`
        : `≈ ${formatCount(parameters.total)} parameters${active}, approximate: ${approximate}`,
    attention: `attention ${attention}/token at ${count(flops.seq)} tokens, ${formatShare(flops.attentionShare)} of forward${grows}`,
    training: `training ${energy}, ${co2e} CO2e, modelled for ${formatCount(plan.tokens)} tokens on ${plan.gpus} x ${plan.hardware}, PUE ${plan.pue}`,
    serving: `serving ${formatSpan(inference.joulesPerToken, formatJoules)}/token, modelled`,
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
