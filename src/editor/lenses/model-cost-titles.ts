import type { Estimate } from '../../energy/estimate';
import { memoryProblem } from '../../energy/memory-problem';
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
import { spanText } from '../range-text';
import { labelText } from '../shown-text';
import { t, translated } from '../translate';
import type { LongestSequence, SequenceGrowth } from './sequence-growth';
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

/**
 * `approximate` says on what the figures rest where they are not exact; `imageTokens` are those of an image, where figures are of one
 * and not of a token.
 */
export const modelCostTitles = (
  estimate: Estimate,
  approximate: Message | null = null,
  growth: SequenceGrowth | LongestSequence | null = null,
  imageTokens: number | null = null,
): ModelCostTitles => ({
  parameters: parametersText(estimate, approximate),
  attention:
    estimate.flops.attentionPerToken > 0
      ? imageTokens === null
        ? attentionText(estimate, growth)
        : imageAttentionText(estimate, imageTokens)
      : forwardText(estimate, imageTokens),
  training: trainingText(estimate, imageTokens),
  serving: imageTokens === null ? servingText(estimate) : imageServingText(estimate, imageTokens),
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

function attentionText({ flops }: Estimate, growth: SequenceGrowth | LongestSequence | null): LensText {
  const { attentionPerToken, attentionShare, seq } = flops;
  const details = t(
    'attention {0}/token at {1} tokens, {2} of forward',
    formatFlops(attentionPerToken),
    grouped(seq),
    formatShare(attentionShare),
  );
  const atOther = ({ attentionTimes, share, sequence }: SequenceGrowth): string =>
    t('; {0} and {1} at {2}', formatTimes(attentionTimes), formatShare(share), grouped(sequence));
  const title = t('attention {0}/token, {1}', briefFlops(attentionPerToken), briefShare(attentionShare));
  if (growth === null) return { title, details };
  if ('longest' in growth) {
    const { longest, shorter } = growth;
    const from = shorter === null ? '' : atOther(shorter);
    return { title, details: `${details}${from}${t('; it takes {0} at most', grouped(longest))}` };
  }
  return {
    // Its share of the forward pass, and that at the longer sequence.
    title: t(
      'attention {0}/token, {1}→{2}',
      briefFlops(attentionPerToken),
      briefShare(attentionShare).replace(' %', ''),
      briefShare(growth.share),
    ),
    details: `${details}${atOther(growth)}`,
  };
}

function imageAttentionText({ flops }: Estimate, imageTokens: number): LensText {
  const { attentionPerToken, attentionShare } = flops;
  const image = attentionPerToken * imageTokens;
  return {
    title: t('attention {0}/image, {1}', briefFlops(image), briefShare(attentionShare)),
    details: t(
      'attention {0}/image of {1} tokens, {2} of forward',
      formatFlops(image),
      grouped(imageTokens),
      formatShare(attentionShare),
    ),
  };
}

/** Of a model in which nothing attends. */
function forwardText({ flops: { perTokenForward } }: Estimate, imageTokens: number | null): LensText {
  const forward = perTokenForward * (imageTokens ?? 1);
  return imageTokens === null
    ? {
        title: t('forward {0}/token', briefFlops(forward)),
        details: t('forward {0}/token, no attention', formatFlops(forward)),
      }
    : {
        title: t('forward {0}/image', briefFlops(forward)),
        details: t('forward {0}/image, no attention', formatFlops(forward)),
      };
}

/** What does not fit in memory can't be trained so: that is told before anything else of it. */
function trainingText(estimate: Estimate, imageTokens: number | null): LensText {
  const { title, details } = trainingCostText(estimate, imageTokens);
  return estimate.memory.fits
    ? { title, details }
    : {
        title: t('{0}, does not fit in memory', title),
        details: `${details}\n${translated(memoryProblem(estimate))}`,
      };
}

function trainingCostText(
  { training: { energyKwh, co2eKg }, plan }: Estimate,
  imageTokens: number | null,
): LensText {
  const energy = (kwh: number): KilowattHours => kilowattHours(kwh);
  const mass = (kg: number): GramsCO2e => toGrams(kilogramsCO2e(kg));
  const { low, mid, high } = plan.tokensRange;
  const isOpen = high > low;
  // A middle of what may be thirty times less or more says nothing by itself.
  const brief = (range: Range, format: (value: number) => string): string =>
    isOpen ? `${format(range.low)} – ${format(range.high)}` : format(range.mid);
  const spans = [
    spanText(energyKwh, (kwh) => formatKilowattHours(energy(kwh))),
    spanText(co2eKg, (kg) => formatCO2e(mass(kg))),
  ] as const;
  const length = isOpen ? t('assumed {0}', spanText(plan.tokensRange, formatCount)) : formatCount(mid);
  const hardware = [plan.gpus, plan.hardware, plan.pue] as const;
  return {
    title: t(
      'train ≈{0}, {1} CO2e',
      brief(energyKwh, (kwh) => briefKilowattHours(energy(kwh))),
      brief(co2eKg, (kg) => briefCO2e(mass(kg))),
    ),
    details:
      imageTokens === null || isOpen
        ? t(
            'training {0}, {1} CO2e, modelled for {2} tokens on {3} x {4}, PUE {5}',
            ...spans,
            length,
            ...hardware,
          )
        : t(
            'training {0}, {1} CO2e, modelled for {2} images on {3} x {4}, PUE {5}',
            ...spans,
            formatCount(mid / imageTokens),
            ...hardware,
          ),
  };
}

const servingText = ({ inference: { joulesPerToken } }: Estimate): LensText => ({
  title: t('serve ≈{0}/token', briefJoules(joulesPerToken.mid)),
  details: t('serving {0}/token, modelled', spanText(joulesPerToken, formatJoules)),
});

function imageServingText({ inference: { joulesPerToken } }: Estimate, imageTokens: number): LensText {
  const { low, mid, high } = joulesPerToken;
  const image = { low: low * imageTokens, mid: mid * imageTokens, high: high * imageTokens };
  return {
    title: t('serve ≈{0}/image', briefJoules(image.mid)),
    details: t('serving {0}/image, modelled', spanText(image, formatJoules)),
  };
}

const grouped = (count: number): string => new Intl.NumberFormat('en-US').format(count);
