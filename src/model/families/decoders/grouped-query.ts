import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import { layerNorm, perHead, rmsNorm } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import {
  decoderOnly,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { ModelShape } from '../family';
import { blocksByDescription } from './blocks';
import { said } from '../../../units/message';

/** On, off, or as a flag of the config says, by its key. */
export type Switch = boolean | string;

/** How a decoder differs from Llama: RMSNorm before each part, rotary grouped-query attention, SwiGLU, no biases. */
export interface GroupedQueryVariant {
  readonly norm?: (width: number) => NormLayer;
  /** Norms of the layers' width in a layer; 2 where absent. */
  readonly normsPerLayer?: number | ((config: ConfigFields) => number);
  /** Norms of queries and keys: one for each head's width, or one for all heads together. */
  readonly queryKeyNorm?: 'eachHead' | 'allHeads';
  readonly queryKeyValueBias?: Switch;
  readonly outputBias?: Switch;
  readonly gated?: boolean;
  /** Width of the feed-forward's hidden layer where it is not `intermediate_size`. */
  readonly hidden?: (config: ConfigFields) => number;
  readonly feedForwardBias?: Switch;
  readonly headBias?: boolean;
  /** Where the config says how many tokens the output head has rows for, if not all. */
  readonly outputVocabularyKey?: string;
  /** The class that `architectures` names has the language-model head, whatever its name. */
  readonly alwaysHead?: boolean;
  /** Which layers attend in the config's `sliding_window` where `layer_types` does not say. */
  readonly isSliding?: (config: ConfigFields) => (index: number) => boolean;
  /** One mask for all layers, within the window where the config has one. */
  readonly windowIsOptional?: boolean;
  /** The output projection takes the layers' width, so that the heads must make it up. */
  readonly headsMakeWidth?: boolean;
  /** What some layers have in place of the feed-forward: routed experts. */
  readonly sparse?: { readonly inLayer: (index: number) => boolean; readonly layers: readonly Layer[] };
  /** What else a layer has. */
  readonly extra?: (config: ConfigFields, shape: GroupedQueryShape) => readonly Layer[];
}

const isOn = (config: ConfigFields, value: Switch): boolean =>
  typeof value === 'string' ? config.flag(value) : value;

export const layerNormWithoutBias = (width: number): NormLayer => layerNorm(width, { bias: false });
export const always = () => () => true;
export const never = () => () => false;
/** Full attention in the last of every `every` layers. */
export const lastOfEvery = (every: number) => () => (index: number) => (index + 1) % every !== 0;
/** Full attention in the first of every `every` layers. */
export const firstOfEvery = (every: number) => () => (index: number) => index % every !== 0;

function queryKeyNorms(
  variant: GroupedQueryVariant,
  { heads, keyValueHeads, headWidth }: GroupedQueryShape,
): NormLayer[] {
  const { norm = rmsNorm, queryKeyNorm } = variant;
  if (queryKeyNorm === undefined) return [];
  return queryKeyNorm === 'allHeads'
    ? [norm(heads * headWidth), norm(keyValueHeads * headWidth)]
    : [perHead(norm(headWidth), heads), perHead(norm(headWidth), keyValueHeads)];
}

/** Reads a decoder of the Llama lineage as its variant says. */
export function groupedQueryDecoder(config: ConfigFields, variant: GroupedQueryVariant): ModelShape {
  const shape = groupedQueryShape(config);
  const { width, heads, headWidth, layers } = shape;
  const { norm = rmsNorm, normsPerLayer = 2, gated = true, isSliding, sparse } = variant;
  if (variant.headsMakeWidth === true && heads * headWidth !== width)
    config.refuse(
      'hidden_size',
      said`(${width}) must be num_attention_heads x head_dim (${heads * headWidth}).`,
    );
  const inputBias = isOn(config, variant.queryKeyValueBias ?? false);
  const bias = {
    query: inputBias,
    key: inputBias,
    value: inputBias,
    output: isOn(config, variant.outputBias ?? false),
  };
  const hidden = variant.hidden?.(config) ?? config.size('intermediate_size');
  const feedForwardBias = isOn(config, variant.feedForwardBias ?? false);
  const norms = typeof normsPerLayer === 'number' ? normsPerLayer : normsPerLayer(config);
  const outputVocabulary =
    variant.outputVocabularyKey === undefined ? null : config.optionalSize(variant.outputVocabularyKey);
  const extra = variant.extra?.(config, shape) ?? [];
  const window = isSliding === undefined ? null : config.optionalSize('sliding_window');
  const kindOf =
    isSliding === undefined
      ? () => 'full attention' as const
      : slidingLayers(config, layers, isSliding(config), {
          needsWindow: variant.windowIsOptional !== true,
        });
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    blocks: blocksByDescription(
      layers,
      (index) => ({ kind: kindOf(index), sparse: sparse?.inLayer(index) === true }),
      (layer) => [
        ...Array.from({ length: norms }, () => norm(width)),
        ...rotaryAttention(shape, bias, maskOf(layer.kind, window)),
        ...queryKeyNorms(variant, shape),
        ...(layer.sparse && sparse !== undefined
          ? sparse.layers
          : feedForward({ width, hidden, gated, bias: feedForwardBias })),
        ...extra,
        twoResiduals(width),
      ],
    ),
    beforeHead: [norm(width)],
    headBias: variant.headBias ?? false,
    ...(outputVocabulary === null ? {} : { outputVocabulary }),
    ...(variant.alwaysHead === true ? { head: 'languageModel' } : {}),
  });
}
