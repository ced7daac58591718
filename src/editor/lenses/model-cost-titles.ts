import type { Estimate } from '../../energy/estimate';
import { formatCO2e, formatCount, formatFlops, formatKilowattHours, formatShare } from '../../units/format';
import { gramsCO2e, kilowattHours } from '../../units/quantities';

/** The texts of the lenses above a model's configuration. */
export interface ModelCostTitles {
  readonly parameters: string;
  readonly attention: string;
  readonly training: string;
}

export function modelCostTitles({ parameters, flops, training, plan }: Estimate): ModelCostTitles {
  const active =
    parameters.active === parameters.total ? '' : `, ${formatCount(parameters.active)} active for each token`;
  const attentionFlops = attentionFlopsPerToken(flops);
  const energy = training.energyKwh;
  const kwh = (value: number): string => formatKilowattHours(kilowattHours(value));
  const co2e = formatCO2e(gramsCO2e(training.co2eKg.mid * 1000));
  return {
    parameters: `${formatCount(parameters.total)} parameters${active}`,
    attention: `attention ${formatFlops(attentionFlops)} per token at ${flops.seq} tokens, ${formatShare(flops.attentionShare)} of the forward pass`,
    training: `train ${formatCount(plan.tokens)} tokens on ${plan.gpus} x ${plan.hardware}: ~${kwh(energy.mid)} (${kwh(energy.low)} to ${kwh(energy.high)}), ~${co2e} CO2e, modelled`,
  };
}

/** Projections, scores and values of self- and cross-attention, forward, matrix products alone. */
export function attentionFlopsPerToken(flops: Estimate['flops']): number {
  const attention = Object.entries(flops.forward.byComponent)
    .filter(([component]) => /^(attention|crossAttention)\./.test(component))
    .reduce((sum, [, count]) => sum + count, 0);
  return attention / (flops.batch * flops.seq);
}
