import type { Estimate } from '../../energy/estimate';
import { costOf, type ByComponent } from '../../model/cost';
import type { ModelSpec } from '../../model/spec';

/** What attention costs a token at another sequence than the plan's. */
export interface SequenceGrowth {
  /** The other sequence, in tokens. */
  readonly sequence: number;
  /** FLOPs of one token's attention at it over those at the plan's sequence. */
  readonly attentionTimes: number;
  /** Attention's share of the forward pass at it, 0 to 1. */
  readonly share: number;
}

/** There is no longer sequence that the model takes. */
export interface LongestSequence {
  /** The longest that its file names, in tokens. */
  readonly longest: number;
  /** At half of the plan's sequence, or at the longest where that is shorter; null where a token attends no less there. */
  readonly shorter: SequenceGrowth | null;
}

const attentionOf = (byComponent: ByComponent): number =>
  Object.entries(byComponent)
    .filter(([component]) => /^(?:attention|crossAttention)\./.test(component))
    .reduce((sum, [, flops]) => sum + flops, 0);

/**
 * How attention grows: at twice the plan's sequence, or at the longest that the model takes; from a shorter one where it takes no longer
 * one. Null where the architecture fixes the sequence, or nothing attends; also where each token attends less the more there are, because
 * most of the work is on a sound or an image beside them.
 */
export function growthOf(spec: ModelSpec, estimate: Estimate): SequenceGrowth | LongestSequence | null {
  const { flops } = estimate;
  if (spec.tokensPerSample !== 'sequence' || !(flops.attentionPerToken > 0)) return null;
  const longest = spec.contextLength ?? Infinity;
  if (longest <= flops.seq) {
    const shorter = attentionAt(spec, estimate, Math.max(1, Math.min(Math.floor(flops.seq / 2), longest)));
    return { longest, shorter: shorter.attentionTimes < 1 ? shorter : null };
  }
  const longer = attentionAt(spec, estimate, Math.min(2 * flops.seq, longest));
  return longer.attentionTimes < 1 ? null : longer;
}

function attentionAt(spec: ModelSpec, { flops }: Estimate, sequence: number): SequenceGrowth {
  const { forward } = costOf(spec, { batch: 1, sequence });
  const attention = attentionOf(forward.byComponent);
  return {
    sequence,
    attentionTimes: attention / sequence / flops.attentionPerToken,
    share: attention / forward.matmul,
  };
}

/** Tokens of an image, where a model takes images alone: people count those, and not their patches. */
export const tokensOfImage = ({ sample, tokensPerSample, generates }: ModelSpec): number | null =>
  sample === 'image' && typeof tokensPerSample === 'number' && !generates ? tokensPerSample : null;
