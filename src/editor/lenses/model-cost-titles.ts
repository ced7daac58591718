import type { Estimate } from '../../energy/estimate';
import {
  briefCO2e,
  briefFlops,
  briefJoules,
  briefKilowattHours,
  briefShare,
  formatCO2e,
  formatCount,
  formatFlops,
  formatJoules,
  formatKilowattHours,
  formatShare,
  formatSpan,
  formatTimes,
} from '../../units/format';
import {
  kilogramsCO2e,
  kilowattHours,
  toGrams,
  type GramsCO2e,
  type KilowattHours,
  type Range,
} from '../../units/quantities';
import { labelText } from '../shown-text';
import { t, translated } from '../translate';
import type { SequenceGrowth } from './sequence-growth';
import type { Message } from '../../units/message';

/** A lens: short, since all those of a model share a line that an editor cuts off; and the same in full, for its tooltip. */
export interface LensText {
  readonly title: string;
  readonly details: string;
}

/** The texts of the lenses above a model's configuration. */
export interface ModelCostTitles {
  readonly parameters: LensText;
  readonly attention: LensText;
  readonly training: LensText;
  readonly serving: LensText;
}

/** `approximate` says on what the figures rest where they are not exact. */
export const modelCostTitles = (
  estimate: Estimate,
  approximate: Message | null = null,
  growth: SequenceGrowth | null = null,
): ModelCostTitles => ({
  parameters: parametersText(estimate, approximate),
  attention: attentionText(estimate, growth),
  training: trainingText(estimate),
  serving: servingText(estimate),
});

function parametersText({ parameters }: Estimate, approximate: Message | null): LensText {
  const total = formatCount(parameters.total);
  const active = formatCount(parameters.active);
  const isWhole = parameters.active === parameters.total;
  const title = isWhole ? t('{0} parameters', total) : t('{0}, {1} active', total, active);
  const size = isWhole ? title : t('{0} parameters, {1} active', total, active);
  return approximate === null
    ? { title, details: size }
    : { title: `≈${title}`, details: t('≈ {0}, approximate: {1}', size, labelText(translated(approximate))) };
}

function attentionText({ flops }: Estimate, growth: SequenceGrowth | null): LensText {
  const { attentionPerToken, attentionShare, seq } = flops;
  const details = t(
    'attention {0}/token at {1} tokens, {2} of forward',
    formatFlops(attentionPerToken),
    grouped(seq),
    formatShare(attentionShare),
  );
  if (growth === null)
    return {
      title: t('attention {0}/token, {1}', briefFlops(attentionPerToken), briefShare(attentionShare)),
      details,
    };
  const times = formatTimes(growth.attentionAtTwice);
  return {
    // Its share of the forward pass, and that at twice the sequence.
    title: t(
      'attention {0}/token, {1}→{2}',
      briefFlops(attentionPerToken),
      briefShare(attentionShare).replace(' %', ''),
      briefShare(growth.shareAtTwice),
    ),
    details: `${details}${t('; {0} and {1} at {2}', times, formatShare(growth.shareAtTwice), grouped(2 * seq))}`,
  };
}

function trainingText({ training: { energyKwh, co2eKg }, plan }: Estimate): LensText {
  const energy = (kwh: number): KilowattHours => kilowattHours(kwh);
  const mass = (kg: number): GramsCO2e => toGrams(kilogramsCO2e(kg));
  const { low, mid, high } = plan.tokensRange;
  const isOpen = high > low;
  // A middle of what may be thirty times less or more says nothing by itself.
  const brief = (range: Range, format: (value: number) => string): string =>
    isOpen ? `${format(range.low)} – ${format(range.high)}` : format(range.mid);
  return {
    title: t(
      'train ≈{0}, {1} CO2e',
      brief(energyKwh, (kwh) => briefKilowattHours(energy(kwh))),
      brief(co2eKg, (kg) => briefCO2e(mass(kg))),
    ),
    details: t(
      'training {0}, {1} CO2e, modelled for {2} tokens on {3} x {4}, PUE {5}',
      formatSpan(energyKwh, (kwh) => formatKilowattHours(energy(kwh))),
      formatSpan(co2eKg, (kg) => formatCO2e(mass(kg))),
      isOpen ? t('assumed {0}', formatSpan(plan.tokensRange, formatCount)) : formatCount(mid),
      plan.gpus,
      plan.hardware,
      plan.pue,
    ),
  };
}

const servingText = ({ inference: { joulesPerToken } }: Estimate): LensText => ({
  title: t('serve ≈{0}/token', briefJoules(joulesPerToken.mid)),
  details: t('serving {0}/token, modelled', formatSpan(joulesPerToken, formatJoules)),
});

const grouped = (count: number): string => new Intl.NumberFormat('en-US').format(count);
