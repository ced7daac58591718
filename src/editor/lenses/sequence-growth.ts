import type { Estimate } from '../../energy/estimate';
import { costOf, type ByComponent } from '../../model/cost';
import type { ModelSpec } from '../../model/spec';

/** How attention's cost of a token grows with the sequence. */
export interface SequenceGrowth {
  /** FLOPs of one token's attention at twice the sequence over those at the sequence. */
  readonly attentionAtTwice: number;
  /** Attention's share of the forward pass at twice the sequence, 0 to 1. */
  readonly shareAtTwice: number;
}

const attentionOf = (byComponent: ByComponent): number =>
  Object.entries(byComponent)
    .filter(([component]) => /^(?:attention|crossAttention)\./.test(component))
    .reduce((sum, [, flops]) => sum + flops, 0);

/**
 * Null where the architecture fixes the sequence, or nothing attends; also where each token attends less the more there are, because
 * most of the work is on a sound or an image beside them.
 */
export function growthOf(spec: ModelSpec, { flops }: Estimate): SequenceGrowth | null {
  if (spec.tokensPerSample !== 'sequence' || !(flops.attentionPerToken > 0)) return null;
  const sequence = 2 * flops.seq;
  const { forward } = costOf(spec, { batch: 1, sequence });
  const attention = attentionOf(forward.byComponent);
  const attentionAtTwice = attention / sequence / flops.attentionPerToken;
  if (attentionAtTwice < 1) return null;
  return {
    attentionAtTwice,
    shareAtTwice: attention / forward.matmul,
  };
}

/** Tokens of an image, where a model takes images alone: people count those, and not their patches. */
export const tokensOfImage = ({ sample, tokensPerSample, generates }: ModelSpec): number | null =>
  sample === 'image' && typeof tokensPerSample === 'number' && !generates ? tokensPerSample : null;
