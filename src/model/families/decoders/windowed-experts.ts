import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, perHead, rmsNorm, vector } from '../../layers';
import { biases } from '../../sub-layers';
import type { AttentionKind } from '../decoder';
import {
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { localSizes, mixture, numberedSizes, sharedExperts, sparseLayers } from '../hybrids/experts';
import { blocksByDescription } from './blocks';
import { said } from '../../../units/message';

/** How a decoder with windows, experts and normed queries and keys differs from the others. */
interface Traits {
  readonly norms: number;
  readonly biased: boolean;
  /** Whether experts share a feed-forward that runs for every token. */
  readonly shared: boolean;
  readonly isSliding: (index: number) => boolean;
  readonly isSparse: (index: number) => boolean;
  /** Gates on the heads' outputs, and a learned number for each expert in its router. */
  readonly gatedHeads: boolean;
}

const traits = {
  mellum: {
    norms: 2,
    biased: true,
    shared: false,
    isSliding: () => false,
    isSparse: () => true,
    gatedHeads: false,
  },
  laguna: {
    norms: 2,
    biased: true,
    shared: true,
    isSliding: () => false,
    isSparse: (index) => index > 0,
    gatedHeads: true,
  },
  kolibri1: {
    norms: 4,
    biased: false,
    shared: true,
    isSliding: (index) => (index + 1) % 5 !== 0,
    isSparse: () => true,
    gatedHeads: false,
  },
} satisfies Readonly<Record<string, Traits>>;

/** Experts under either of their names. */
const expertKeys = (config: ConfigFields): typeof numberedSizes =>
  config.given('num_local_experts') ? { ...localSizes, hidden: numberedSizes.hidden } : numberedSizes;

function gatesOfHeads(config: ConfigFields, width: number, heads: number, headWidth: number): Layer {
  const gating = config.raw('gating');
  const perHeadOnly = gating === true || gating === 'per-head';
  return linear('attention.projections', width, perHeadOnly ? heads : heads * headWidth, false);
}

/** Heads of each layer where `num_attention_heads_per_layer` lists them. */
function headsOfLayers(config: ConfigFields, layers: number, heads: number): (index: number) => number {
  const key = 'num_attention_heads_per_layer';
  const listed = config.sizes(key, config.raw(key) === null ? undefined : layers);
  const keyValueHeads = config.optionalSize('num_key_value_heads') ?? heads;
  const wrong = listed.find((count) => count % keyValueHeads !== 0);
  if (wrong !== undefined)
    config.refuse(
      key,
      said`has ${wrong} heads, which num_key_value_heads (${keyValueHeads}) does not divide.`,
    );
  return (index) => listed[index] ?? heads;
}

/** Mellum, Laguna and Kolibri: experts, normed queries and keys, windows that layer_types lists. */
export const windowedExperts: Family = {
  name: 'expert-decoders',
  modelTypes: Object.keys(traits),
  read(config, modelType) {
    const own: Traits = traits[modelType as keyof typeof traits];
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const kindOf = slidingLayers(config, layers, own.isSliding);
    const sparse = sparseLayers(config, layers, own.isSparse);
    const headsOf = own.gatedHeads ? headsOfLayers(config, layers, heads) : () => heads;
    const window = config.optionalSize('sliding_window');
    const bias = biases(own.biased && config.flag('attention_bias'));
    const shared = own.shared ? config.count('shared_expert_intermediate_size') : 0;
    const experts = (): Layer[] => [
      ...mixture(config, expertKeys(config)),
      ...sharedExperts(width, shared),
      ...(own.gatedHeads ? [vector('router', config.size(expertKeys(config).count))] : []),
    ];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksByDescription<{ kind: AttentionKind; sparse: boolean; heads: number }>(
        layers,
        (index) => ({ kind: kindOf(index), sparse: sparse(index), heads: headsOf(index) }),
        (layer) => [
          ...Array.from({ length: own.norms }, () => rmsNorm(width)),
          ...rotaryAttention({ ...shape, heads: layer.heads }, bias, maskOf(layer.kind, window)),
          perHead(rmsNorm(headWidth), layer.heads),
          perHead(rmsNorm(headWidth), keyValueHeads),
          ...(own.gatedHeads ? [gatesOfHeads(config, width, layer.heads, headWidth)] : []),
          ...(layer.sparse ? experts() : gatedFeedForward(config)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
