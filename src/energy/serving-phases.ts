import type { Layer } from '../model/layers';
import type { Block, ModelSpec } from '../model/spec';

/** What of an encoder and a decoder serves: reading what a sample is given, once, or writing its tokens, one after another. */
export type ServingPhase = 'reading' | 'writing';

/** Whether reading and writing are parts of their own, as in an encoder and a decoder; elsewhere the same layers do both. */
export const readsApart = ({ generates, blocks }: ModelSpec): boolean =>
  generates && blocks.some(({ readsInput }) => readsInput === true);

/**
 * The phase of a layer in a model whose reading is a part of its own: the encoder, and the keys and values that each layer of
 * the decoder makes of its states once (transformers' EncoderDecoderCache), are reading.
 */
export function servingPhaseOf(layer: Layer, { readsInput }: Block): ServingPhase {
  return readsInput === true || (layer.kind === 'linear' && layer.ofStates === true) ? 'reading' : 'writing';
}

/** The layers of one phase alone. */
export const specOfPhase = (spec: ModelSpec, phase: ServingPhase): ModelSpec => ({
  ...spec,
  blocks: spec.blocks.map((block) => ({
    ...block,
    layers: block.layers.filter((layer) => servingPhaseOf(layer, block) === phase),
  })),
});
