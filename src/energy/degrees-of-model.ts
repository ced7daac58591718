import type { ModelSpec } from '../model/spec';
import { said } from '../units/message';
import { PlanProblem } from './plan-values';

/** Parallel degrees that somebody named; null is open. */
interface NamedDegrees {
  readonly tensor: number | null;
  readonly pipeline: number | null;
  readonly expert: number | null;
}

/** What a model can be cut into, over text. */
export interface Divisions {
  /** Attention heads of its layers, each number once. */
  readonly heads: readonly number[];
  /** Experts of its mixtures, each number once. */
  readonly experts: readonly number[];
}

export function divisionsOf(spec: ModelSpec): Divisions {
  const heads = new Set<number>();
  const experts = new Set<number>();
  for (const block of spec.blocks) {
    if (block.tower !== undefined) continue;
    for (const layer of block.layers) {
      if (layer.kind === 'attention' && layer.over === 'attention' && spec.sample === 'text')
        heads.add(layer.heads);
      if (layer.kind === 'experts') experts.add(layer.count);
    }
  }
  return { heads: [...heads], experts: [...experts] };
}

/**
 * Refuses degrees that the model can't be cut by: tensor parallelism gives each device whole heads (Shoeybi et al. 2019,
 * Megatron-LM), a pipeline each stage a layer or more, expert parallelism each device as many experts.
 *
 * @param layers layers of the model, at most
 * @throws {PlanProblem} naming the rule
 */
export function checkDegrees({ heads, experts }: Divisions, layers: number, degrees: NamedDegrees): void {
  const { tensor, pipeline, expert } = degrees;
  const cutHeads = tensor === null ? undefined : heads.find((count) => count % tensor !== 0);
  if (tensor !== null && cutHeads !== undefined)
    throw new PlanProblem(
      said`The tensor-parallel degree must divide the attention heads, which each device has whole: ${tensor} does not divide ${cutHeads}.`,
    );
  if (pipeline !== null && pipeline > layers)
    throw new PlanProblem(
      said`The pipeline-parallel degree must be at most the number of layers: ${pipeline} stages are more than ${layers} layers.`,
    );
  const cutExperts = expert === null ? undefined : experts.find((count) => count % expert !== 0);
  if (expert !== null && cutExperts !== undefined)
    throw new PlanProblem(
      said`The expert-parallel degree must divide the experts: ${expert} does not divide ${cutExperts}.`,
    );
}
