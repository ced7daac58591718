import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm, linear, perHead, rmsNorm, rotary, vector } from '../../layers';
import { biases, feedForward, routedExperts } from '../../sub-layers';
import type { AttentionKind, GroupedQueryShape } from '../decoder';
import {
  alike,
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from '../decoder';
import type { Family } from '../family';
import { mixture, numberedSizes, routedSizes, sharedExperts, sparseLayers } from './experts';
import { said } from '../../../units/message';

/** MiMo's attention: values narrower than keys; sliding layers have twice the key-value heads, and sinks. */
function mimoAttention(config: ConfigFields, shape: GroupedQueryShape, kind: AttentionKind): Layer[] {
  const { width, heads, headWidth } = shape;
  const component = 'attention.projections';
  const sliding = kind === 'sliding attention';
  const keyValueHeads = shape.keyValueHeads * (sliding ? 2 : 1);
  if (heads % keyValueHeads !== 0)
    config.refuse(
      'num_key_value_heads',
      said`twice does not divide the number of attention heads (${heads}).`,
    );
  const valueWidth = config.size('v_head_dim');
  const bias = config.flag('attention_bias');
  return [
    linear(component, width, heads * headWidth, bias),
    linear(component, width, keyValueHeads * headWidth, bias),
    linear(component, width, keyValueHeads * valueWidth, bias),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth,
      keys: 'sequence',
      mask: maskOf(kind, config.optionalSize('sliding_window')),
      cachedPerToken: keyValueHeads * (headWidth + valueWidth),
    },
    linear(component, heads * valueWidth, width, false),
    rotary(heads, keyValueHeads, headWidth),
    ...(sliding ? [vector('attention.scores', heads)] : []),
  ];
}

const mimoPeriod = 6;

/** MiMo V2 Flash: a full layer first and every sixth, the others in a window. */
export const mimo: Family = {
  name: 'mimo',
  modelTypes: ['mimo_v2_flash'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const sparse = sparseLayers(config, layers, (index) => index > 0);
    const kindOf = slidingLayers(config, layers, (index) => index > 0 && (index + 1) % mimoPeriod !== 0);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          rmsNorm(width),
          ...mimoAttention(config, shape, key.startsWith('sliding') ? 'sliding attention' : 'full attention'),
          rmsNorm(width),
          ...(key.endsWith('experts') ? mixture(config, routedSizes) : gatedFeedForward(config)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** Cohere's mixture: one norm a layer, attention and experts in parallel, the first layers dense. */
export const cohereExperts: Family = {
  name: 'cohere',
  modelTypes: ['cohere2_moe'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const dense = config.count('first_k_dense_replace');
    const sparse = sparseLayers(config, layers, (index) => index >= dense);
    const [first, later] = [
      config.size('prefix_dense_sliding_window_pattern'),
      config.size('sliding_window_pattern'),
    ];
    const kindOf = slidingLayers(config, layers, (index) =>
      index < dense ? (index + 1) % first !== 0 : (index - dense + 1) % later !== 0,
    );
    const norm =
      (config.raw('rms_norm_eps') ?? null) === null ? layerNorm(width, { bias: false }) : rmsNorm(width);
    const hidden = config.optionalSize('prefix_dense_intermediate_size') ?? config.size('intermediate_size');
    const shared = config.count('num_shared_experts') * config.size('intermediate_size');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          norm,
          ...rotaryAttention(
            shape,
            biases(config.flag('attention_bias')),
            maskOf(
              key.startsWith('sliding') ? 'sliding attention' : 'full attention',
              config.optionalSize('sliding_window'),
            ),
          ),
          ...(key.endsWith('experts')
            ? [
                ...mixture(config, { ...numberedSizes, hidden: 'intermediate_size' }),
                ...sharedExperts(width, shared),
              ]
            : feedForward({ width, hidden, gated: true, bias: false })),
          twoResiduals(width),
        ],
      ),
      beforeHead: [norm],
    });
  },
};

/** How many experts each layer uses: one number, or one a layer. */
function usedByLayer(config: ConfigFields, count: number, layers: number): (index: number) => number {
  if (!Array.isArray(config.raw('moe_topk'))) {
    const used = config.expertsPerToken('moe_topk', count);
    return () => used;
  }
  const listed = config.sizes('moe_topk', layers);
  if (listed.some((used) => used > count))
    config.refuse('moe_topk', said`has more than the ${count} experts there are.`);
  return (index) => listed[index] ?? 1;
}

/** Hunyuan's mixture: normed queries and keys, a shared expert; layers may use experts in different numbers. */
export const hunyuanExperts: Family = {
  name: 'hunyuan',
  modelTypes: ['hunyuan_v1_moe'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const hidden = config.size('intermediate_size');
    const count = config.size('num_experts');
    const usedIn = usedByLayer(config, count, layers);
    const layerOf = (used: number): Layer[] => [
      rmsNorm(width),
      ...rotaryAttention(shape, biases(config.flag('attention_bias'))),
      perHead(rmsNorm(headWidth), heads),
      perHead(rmsNorm(headWidth), keyValueHeads),
      rmsNorm(width),
      ...routedExperts({ width, hidden, count, used, gated: true, bias: false, routerBias: false }),
      ...sharedExperts(width, hidden),
      twoResiduals(width),
    ];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => String(usedIn(index)),
        (used) => layerOf(Number(used)),
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** JetMoE: experts of attention too (queries and output; keys and values are common), and of the feed-forward. */
export const jetmoe: Family = {
  name: 'jetmoe',
  modelTypes: ['jetmoe'],
  read(config) {
    const width = config.size('hidden_size');
    const keyValueHeads = config.size('num_key_value_heads');
    const headWidth = config.size('kv_channels');
    const count = config.size('num_local_experts');
    const used = config.expertsPerToken('num_experts_per_tok', count);
    const inner = keyValueHeads * headWidth;
    const component = 'attention.projections';
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(config.layers('num_hidden_layers'), [
        rmsNorm(width),
        linear('router', width, count, false),
        { kind: 'experts', component, count, used, width, hidden: inner, gated: false, bias: false },
        vector(component, width),
        linear(component, width, 2 * inner, false),
        rotary(used * keyValueHeads, keyValueHeads, headWidth),
        {
          kind: 'attention',
          over: 'attention',
          heads: used * keyValueHeads,
          queryKeyWidth: headWidth,
          valueWidth: headWidth,
          keys: 'sequence',
          mask: causal,
          cachedPerToken: 2 * inner,
        },
        rmsNorm(width),
        ...mixture(config, {
          count: 'num_local_experts',
          used: 'num_experts_per_tok',
          hidden: 'intermediate_size',
        }),
        vector('experts', width),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** What DBRX's nested configs leave out: the library gives them no model type of their own. */
const sizeOr = (section: ConfigFields, key: string, usual: number): number =>
  section.given(key) ? section.size(key) : usual;
const dbrxUsual = { kv_n_heads: 1, ffn_hidden_size: 3584, moe_num_experts: 4, moe_top_k: 1 } as const;

/** DBRX: LayerNorm without bias, sizes in nested configs. The library has no tied form of it. */
export const dbrx: Family = {
  name: 'dbrx',
  modelTypes: ['dbrx'],
  read(config) {
    const width = config.size('d_model');
    const heads = config.size('n_heads');
    const headWidth = config.headWidth('d_model', 'n_heads');
    const attention = config.section('attn_config').config;
    const forward = config.section('ffn_config').config;
    const norm = layerNorm(width, { bias: false });
    const keyValueHeads = sizeOr(attention, 'kv_n_heads', dbrxUsual.kv_n_heads);
    if (heads % keyValueHeads !== 0)
      attention.refuse(
        'kv_n_heads',
        said`(${keyValueHeads}) does not divide the number of attention heads (${heads}).`,
      );
    const count = sizeOr(forward, 'moe_num_experts', dbrxUsual.moe_num_experts);
    const used = sizeOr(forward, 'moe_top_k', dbrxUsual.moe_top_k);
    if (used > count)
      forward.refuse('moe_top_k', said`(${used}) is more than the ${count} experts there are.`);
    if (config.flag('tie_word_embeddings'))
      config.refuse('tie_word_embeddings', 'is true: the library has no tied form of this architecture.');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_seq_len',
      blocks: alike(config.layers('n_layers'), [
        norm,
        ...rotaryAttention({ width, heads, keyValueHeads, headWidth, layers: 1 }, biases(false)),
        norm,
        ...routedExperts({
          width,
          hidden: sizeOr(forward, 'ffn_hidden_size', dbrxUsual.ffn_hidden_size),
          count,
          used,
          gated: true,
          bias: false,
          routerBias: false,
        }),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
    });
  },
};
