import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import {
  activation,
  causal,
  fullMask,
  linear,
  perHead,
  residual,
  rmsNorm,
  rmsNormWithoutScale,
  rotary,
  slidingWindow,
  table,
  vector,
} from '../../layers';
import { feedForward, routedExperts } from '../../sub-layers';
import type { AttentionKind } from '../decoder';
import { decoderOnly, slidingLayers, twoResiduals } from '../decoder';
import type { Family, ModelShape } from '../family';
import { blocksByDescription } from './blocks';
import { perLayerOverrides } from './per-layer';
import { said } from '../../../units/message';

/** What tells one layer of Gemma 3n or Gemma 4 from another. */
interface GemmaLayer {
  readonly kind: AttentionKind;
  /** It attends to the keys and values of an earlier layer. */
  readonly sharesKeys: boolean;
  readonly hidden: number;
}

/** Heads of a layer, as the layer's kind or `per_layer_config` says. */
interface GemmaHeads {
  readonly keyValueHeads: number;
  readonly headWidth: number;
}

interface AttentionShape {
  readonly width: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
  readonly bias: boolean;
  readonly keys: boolean;
  readonly values: boolean;
  readonly mask: AttentionMask;
}

/** Attention with normed queries, keys and values; keys and values may be another layer's, or values may be the keys. */
function attention(shape: AttentionShape): Layer[] {
  const { width, heads, keyValueHeads, headWidth, bias, keys, values, mask } = shape;
  const component = 'attention.projections';
  const stored = keyValueHeads * headWidth;
  return [
    linear(component, width, heads * headWidth, bias),
    perHead(rmsNorm(headWidth), heads),
    ...(keys
      ? [
          linear(component, width, stored, bias),
          perHead(rmsNorm(headWidth), keyValueHeads),
          perHead(rmsNormWithoutScale(headWidth), keyValueHeads),
        ]
      : []),
    ...(keys && values ? [linear(component, width, stored, bias)] : []),
    rotary(heads, keys ? keyValueHeads : 0, headWidth),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask,
      cachedPerToken: keys ? 2 * stored : 0,
    },
    linear(component, heads * headWidth, width, bias),
  ];
}

/** How many of the last layers share keys and values; each kind of layer must have one that computes them. */
function firstSharing(
  config: ConfigFields,
  layers: number,
  kindOf: (index: number) => AttentionKind,
): number {
  const sharing = config.count('num_kv_shared_layers');
  if (sharing === 0) return layers;
  const first = layers - sharing;
  const computing = new Set(Array.from({ length: Math.max(0, first) }, (_, index) => kindOf(index)));
  const all = new Set(Array.from({ length: layers }, (_, index) => kindOf(index)));
  if (first < 1 || all.size !== computing.size)
    config.refuse(
      'num_kv_shared_layers',
      said`(${sharing}) leaves no layer of each attention type that computes keys and values.`,
    );
  return Math.max(0, first);
}

/** Embeddings that each layer has of its own: their table and their projection from the token embedding. */
function perLayerEmbeddings(config: ConfigFields, width: number, layers: number): Layer[] {
  const perLayer = config.count('hidden_size_per_layer_input');
  if (perLayer === 0) return [];
  return [
    table('embedding', config.size('vocab_size_per_layer_input'), layers * perLayer),
    linear('embedding', width, layers * perLayer, false),
    perHead({ ...rmsNorm(perLayer) }, layers),
  ];
}

/** Where a layer takes its own embedding in. */
function perLayerInput(config: ConfigFields, width: number): Layer[] {
  const perLayer = config.count('hidden_size_per_layer_input');
  if (perLayer === 0) return [];
  return [
    linear('embedding', width, perLayer, false),
    activation('embedding', perLayer),
    linear('embedding', perLayer, width, false),
    rmsNorm(width),
  ];
}

/** Alternating updates of several copies of the residual stream, and a low-rank residual (LAuReL). */
function alternatingUpdates(config: ConfigFields, width: number, copies: number): Layer[] {
  const rank = config.size('laurel_rank');
  return [
    linear('residual', width, copies, false, { repeats: 2 }),
    linear('residual', copies, copies * copies, false),
    linear('residual', copies, copies, false),
    {
      kind: 'product',
      component: 'residual',
      batches: 'sequence',
      rows: width,
      inner: copies,
      columns: copies,
    },
    vector('residual', width),
    perHead(rmsNorm(width), 2),
    linear('residual', width, rank, false),
    linear('residual', rank, width, false),
    rmsNorm(width),
    residual(width, 2 * copies),
  ];
}

const layerMask = (config: ConfigFields, kind: AttentionKind): AttentionMask =>
  kind === 'sliding attention' ? slidingWindow(config.size('sliding_window')) : causal;

function readGemma3n(config: ConfigFields): ModelShape {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const layers = config.layers('num_hidden_layers');
  const copies = config.size('altup_num_inputs');
  const everyFull = 5;
  const kindOf = slidingLayers(config, layers, (index) => (index + 1) % everyFull !== 0);
  const listed = Array.isArray(config.raw('intermediate_size'))
    ? config.sizes('intermediate_size', layers)
    : null;
  const hidden = listed === null ? config.size('intermediate_size') : 1;
  const first = firstSharing(config, layers, kindOf);
  const bias = config.flag('attention_bias');
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    afterEmbedding: [
      ...perLayerEmbeddings(config, width, layers),
      linear('residual', width, (copies - 1) * width, false),
    ],
    blocks: blocksByDescription<GemmaLayer>(
      layers,
      (index) => ({
        kind: kindOf(index),
        sharesKeys: index >= first,
        hidden: listed === null ? hidden : (listed[index] ?? 1),
      }),
      ({ kind, sharesKeys, hidden: layerHidden }) => [
        ...Array.from({ length: 4 }, () => rmsNorm(width)),
        ...attention({
          width,
          heads,
          keyValueHeads,
          headWidth,
          bias,
          keys: !sharesKeys,
          values: true,
          mask: layerMask(config, kind),
        }),
        ...feedForward({ width, hidden: layerHidden, gated: true, bias: false }),
        ...alternatingUpdates(config, width, copies),
        ...perLayerInput(config, width),
      ],
    ),
    beforeHead: [linear('residual', width, (copies - 1) * width, false), rmsNorm(width)],
  });
}

/** Gemma 4's experts run beside its feed-forward, with norms of their own. */
function gemma4Experts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('num_experts');
  return [
    ...routedExperts({
      width,
      hidden: config.size('moe_intermediate_size'),
      count,
      used: config.expertsPerToken('top_k_experts', count),
      gated: true,
      bias: false,
      routerBias: false,
    }),
    vector('router', width + count),
    rmsNormWithoutScale(width),
    rmsNorm(width),
    rmsNorm(width),
    rmsNorm(width),
  ];
}

const globalHeadWidth = 512;

/** The heads of each layer: wide ones where it attends to all, unless the config says them layer by layer. */
function gemma4Heads(
  config: ConfigFields,
  heads: number,
  valuesAreKeys: boolean,
): (index: number, kind: AttentionKind) => GemmaHeads {
  const sliding: GemmaHeads = {
    keyValueHeads: config.keyValueHeads('num_key_value_heads', heads),
    headWidth: config.size('head_dim'),
  };
  const overrides = perLayerOverrides(config);
  if (overrides !== null) {
    return (index) => {
      const own = config.overlaid(overrides(index));
      return {
        keyValueHeads: own.keyValueHeads('num_key_value_heads', heads),
        headWidth: own.size('head_dim'),
      };
    };
  }
  const full: GemmaHeads = {
    keyValueHeads:
      valuesAreKeys && config.optionalSize('num_global_key_value_heads') !== null
        ? config.keyValueHeads('num_global_key_value_heads', heads)
        : sliding.keyValueHeads,
    headWidth: config.optionalSize('global_head_dim') ?? globalHeadWidth,
  };
  return (_index, kind) => (kind === 'sliding attention' ? sliding : full);
}

/** `assistant`: the layers' keys and values are all another model's. */
export function readGemma4(config: ConfigFields, unified: boolean, assistant = false): ModelShape {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const layers = config.layers('num_hidden_layers');
  const everyFull = 6;
  const asListed = slidingLayers(config, layers, (index) => (index + 1) % everyFull !== 0);
  // The last layer is made to attend to all.
  const kindOf = (index: number): AttentionKind =>
    index === layers - 1 ? 'full attention' : asListed(index);
  const first = assistant ? 0 : firstSharing(config, layers, kindOf);
  const hidden = config.size('intermediate_size');
  const doubled = config.flag('use_double_wide_mlp');
  const valuesAreKeys = config.flag('attention_k_eq_v');
  const withExperts = !unified && config.flag('enable_moe_block');
  const headsOf = gemma4Heads(config, heads, valuesAreKeys);
  const bias = config.flag('attention_bias');
  const seesAll = assistant || config.text('use_bidirectional_attention') === 'all';
  return decoderOnly({
    config,
    width,
    contextKey: 'max_position_embeddings',
    afterEmbedding: unified ? [] : perLayerEmbeddings(config, width, layers),
    blocks: blocksByDescription<GemmaLayer & GemmaHeads>(
      layers,
      (index) => ({
        kind: kindOf(index),
        sharesKeys: index >= first,
        ...headsOf(index, kindOf(index)),
        hidden: doubled && index >= first ? 2 * hidden : hidden,
      }),
      ({ kind, sharesKeys, hidden: layerHidden, keyValueHeads, headWidth }) => {
        const sliding = kind === 'sliding attention';
        return [
          ...Array.from({ length: 4 }, () => rmsNorm(width)),
          ...attention({
            width,
            heads,
            keyValueHeads,
            headWidth,
            bias,
            keys: !sharesKeys,
            values: sliding || !valuesAreKeys,
            mask: seesAll ? fullMask : layerMask(config, kind),
          }),
          ...feedForward({ width, hidden: layerHidden, gated: true, bias: false }),
          ...(withExperts ? gemma4Experts(config, width) : []),
          ...(unified ? [] : perLayerInput(config, width)),
          twoResiduals(width),
        ];
      },
    ),
    beforeHead: [rmsNorm(width)],
  });
}

/** Gemma 3n (alternating updates, shared keys, embeddings for each layer) and Gemma 4 (shared keys, wide global heads). */
export const gemmaNano: Family = {
  name: 'gemma',
  modelTypes: ['gemma3n_text', 'gemma4_text', 'gemma4_unified_text'],
  read: (config, modelType) =>
    modelType === 'gemma3n_text'
      ? readGemma3n(config)
      : readGemma4(config, modelType === 'gemma4_unified_text'),
};
