import type { Estimate } from '../../energy/estimate';
import { costOf, type ByComponent } from '../../model/cost';
import type { ModelSpec } from '../../model/spec';

/** How attention's cost of a token grows with the sequence. */
export interface SequenceGrowth {
  /** The longer sequence, in tokens: twice as long, or the longest that the model takes. */
  readonly sequence: number;
  /** FLOPs of one token's attention at it over those at the sequence. */
  readonly attentionTimes: number;
  /** Attention's share of the forward pass at it, 0 to 1. */
  readonly share: number;
}

/** There is no longer sequence that the model takes: the longest that its file names, in tokens. */
export interface LongestSequence {
  readonly longest: number;
}

const attentionOf = (byComponent: ByComponent): number =>
  Object.entries(byComponent)
    .filter(([component]) => /^(?:attention|crossAttention)\./.test(component))
    .reduce((sum, [, flops]) => sum + flops, 0);

/**
 * The longest sequence where the model takes no longer one than that of the plan. Null where the architecture fixes the sequence, or nothing
 * attends; also where each token attends less the more there are, because most of the work is on a sound or an image beside them.
 */
export function growthOf(spec: ModelSpec, { flops }: Estimate): SequenceGrowth | LongestSequence | null {
  if (spec.tokensPerSample !== 'sequence' || !(flops.attentionPerToken > 0)) return null;
  const longest = spec.contextLength ?? Infinity;
  if (longest <= flops.seq) return { longest };
  const sequence = Math.min(2 * flops.seq, longest);
  const { forward } = costOf(spec, { batch: 1, sequence });
  const attention = attentionOf(forward.byComponent);
  const attentionTimes = attention / sequence / flops.attentionPerToken;
  if (attentionTimes < 1) return null;
  return { sequence, attentionTimes, share: attention / forward.matmul };
}

/** Tokens of an image, where a model takes images alone: people count those, and not their patches. */
export const tokensOfImage = ({ sample, tokensPerSample, generates }: ModelSpec): number | null =>
  sample === 'image' && typeof tokensPerSample === 'number' && !generates ? tokensPerSample : null;
