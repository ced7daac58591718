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

/** The texts of the lenses above a model's configuration. */
export interface ModelCostTitles {
  readonly parameters: string;
  readonly attention: string;
  readonly training: string;
}

/** `approximate` says on what the figures rest where they are not exact. */
export function modelCostTitles(
  { parameters, flops, training, plan }: Estimate,
  approximate: string | null = null,
): ModelCostTitles {
  const active = parameters.active === parameters.total ? '' : `, ${formatCount(parameters.active)} active`;
  const attention = formatFlops(flops.attentionPerToken);
  const energy = formatSpan(training.energyKwh, (kwh) => formatKilowattHours(kilowattHours(kwh)));
  const co2e = formatSpan(training.co2eKg, (kg) => formatCO2e(toGrams(kilogramsCO2e(kg))));
  const count = new Intl.NumberFormat('en-US').format(flops.seq);
  return {
    parameters:
      approximate === null
        ? `${formatCount(parameters.total)} parameters${active}`
        : `≈ ${formatCount(parameters.total)} parameters${active}, approximate: ${approximate}`,
    attention: `attention ${attention}/token at ${count} tokens, ${formatShare(flops.attentionShare)} of forward`,
    training: `training ${energy}, ${co2e} CO2e, modelled for ${formatCount(plan.tokens)} tokens on ${plan.gpus} x ${plan.hardware}, PUE ${plan.pue}`,
  };
}
