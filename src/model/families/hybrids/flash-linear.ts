import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import {
  causal,
  elementwise,
  linear,
  perHead,
  residual,
  rmsNorm,
  rotary,
  slidingWindow,
  vector,
} from '../../layers';
import { feedForward, queryKeyValueBias, selfAttention } from '../../sub-layers';
import { blocksOf, decoderOnly } from '../decoder';
import type { Family } from '../family';
import { gatedDelta } from './delta-rule';
import { causalConvolution } from './state-space';
import { said } from '../../../units/message';

/** Positions that flash-linear-attention's kernels work on at once. */
const chunk = 64;
const padded = { multipleOf: chunk };

interface Mixer {
  /** Layers of one mixer. */
  readonly layers: readonly Layer[];
  /** Learned numbers that the model holds for each layer beside it. */
  readonly perLayer?: number;
}

/** A width that is a share of another; a share that makes no whole number of heads is refused. */
function share(config: ConfigFields, width: number, key: string, heads: number): number {
  const wide = width * (config.decimal(key) ?? 1);
  const whole = Math.round(wide);
  if (whole >= 1 && Math.abs(wide - whole) < 1e-6 * whole && whole % heads === 0) return whole;
  config.refuse(key, said`makes ${wide} of the width: that is no whole number of ${heads} heads.`);
  return heads;
}

/** Linear attention in chunks: pairs within each, and a state of keys by values that is read and written. */
function chunkedAttention(heads: number, keyWidth: number, valueWidth: number): Layer[] {
  const product = { kind: 'product', component: 'ssm', batches: heads } as const;
  return [
    { ...product, rows: padded, inner: keyWidth, columns: chunk },
    { ...product, rows: padded, inner: chunk, columns: valueWidth },
    { ...product, rows: padded, inner: keyWidth, columns: valueWidth },
    { ...product, rows: keyWidth, inner: padded, columns: valueWidth },
    elementwise('ssm', heads * (2 * chunk + 4 * (keyWidth + valueWidth))),
  ];
}

/** Short convolutions of queries, keys and values, where there are any. */
const convolutions = (config: ConfigFields, widths: number): Layer[] =>
  config.flag('use_short_conv') ? [causalConvolution(widths, config.size('conv_size'), false)] : [];

function deltaNet(config: ConfigFields, width: number): Mixer {
  const heads = config.size('num_heads');
  const keys = share(config, width, 'expand_k', heads);
  const values = share(config, width, 'expand_v', heads);
  const valueWidth = values / heads;
  return {
    layers: [
      linear('ssm', width, 2 * keys + values, false),
      ...(config.flag('use_beta') ? [linear('ssm', width, heads, false)] : []),
      ...convolutions(config, 2 * keys + values),
      ...(config.flag('use_gate') ? [linear('ssm', width, values, false)] : []),
      ...gatedDelta({ heads, keyWidth: keys / heads, valueWidth }),
      perHead(rmsNorm(valueWidth), heads),
      linear('ssm', values, width, false),
    ],
  };
}

function gatedDeltaNet(config: ConfigFields, width: number): Mixer {
  const keyHeads = config.size('num_heads');
  const heads = config.optionalSize('num_v_heads') ?? keyHeads;
  if (heads > keyHeads && heads % keyHeads !== 0)
    config.refuse('num_v_heads', said`(${heads}) is not divisible by num_heads (${keyHeads}).`);
  const keyWidth = config.size('head_dim');
  const valueWidth = share(config, keyWidth, 'expand_v', 1);
  const [keys, values] = [keyHeads * keyWidth, heads * valueWidth];
  return {
    layers: [
      linear('ssm', width, 2 * keys + values, false),
      linear('ssm', width, 2 * heads, false),
      vector('ssm', 2 * heads),
      ...convolutions(config, 2 * keys + values),
      ...(config.flag('use_gate') ? [linear('ssm', width, values, false)] : []),
      ...gatedDelta({ heads, keyWidth, valueWidth }),
      perHead(rmsNorm(valueWidth), heads),
      linear('ssm', values, width, false),
    ],
  };
}

/** Rank of the forget gate's projection in gated linear attention: no config changes it. */
const gateRank = 16;

function linearAttention(config: ConfigFields, width: number, isGated: boolean): Mixer {
  const heads = config.size('num_heads');
  const groups = heads / config.keyValueHeads('num_kv_heads', heads);
  const keys = share(config, width, 'expand_k', heads);
  const values = share(config, width, 'expand_v', heads);
  const [groupKeys, groupValues] = [Math.floor(keys / groups), Math.floor(values / groups)];
  const valueWidth = values / heads;
  const norm = rmsNorm(valueWidth);
  const isLearned = config.raw('elementwise_affine') !== false;
  return {
    layers: [
      linear('ssm', width, keys, false),
      linear('ssm', width, groupKeys, false),
      linear('ssm', width, groupValues, false),
      ...convolutions(config, keys + groupKeys + groupValues),
      ...(config.flag('use_output_gate') ? [linear('ssm', width, values, false)] : []),
      ...(isGated
        ? [linear('ssm', width, gateRank, false), linear('ssm', gateRank, groupKeys, true)]
        : [rotary(heads, heads / groups, keys / heads)]),
      ...chunkedAttention(heads, keys / heads, valueWidth),
      perHead({ ...norm, parameters: isLearned ? valueWidth : 0 }, heads),
      linear('ssm', values, width, false),
    ],
  };
}

function hgrn2(config: ConfigFields, width: number): Mixer {
  const ratio = config.optionalSize('expand_ratio');
  const heads = ratio === null ? config.size('num_heads') : Math.max(1, Math.floor(width / ratio));
  if (width % heads !== 0) config.refuse('hidden_size', said`(${width}) is not divisible by ${heads} heads.`);
  const keyWidth = ratio ?? Math.max(1, Math.floor(width / heads));
  const keys = heads * keyWidth;
  const isLearned = config.raw('elementwise_affine') !== false;
  return {
    layers: [
      linear('ssm', width, 2 * keys + width, false),
      ...convolutions(config, 2 * keys + width),
      ...chunkedAttention(heads, keyWidth, Math.max(1, Math.floor(width / heads))),
      { ...rmsNorm(width), parameters: isLearned ? width : 0 },
      linear('ssm', width, width, false),
    ],
    perLayer: config.flag('use_lower_bound') ? width : 0,
  };
}

/** Attention as the library's own Transformer and its hybrids have it; `config` holds its keys. */
function attention(config: ConfigFields, width: number): Layer[] {
  const heads = config.size('num_heads');
  if (width % heads !== 0) config.refuse('num_heads', said`(${heads}) does not divide the width (${width}).`);
  const headWidth = Math.max(1, Math.floor(width / heads));
  const keyValueHeads = config.keyValueHeads('num_kv_heads', heads);
  const window = config.optionalSize('window_size');
  return [
    ...selfAttention({
      width,
      heads,
      keyValueHeads,
      headWidth,
      bias: queryKeyValueBias(config.flag('qkv_bias'), false),
      mask: window === null ? causal : slidingWindow(window),
    }),
    ...(config.raw('qk_norm') === true
      ? [perHead(rmsNorm(headWidth), heads), perHead(rmsNorm(headWidth), keyValueHeads)]
      : []),
    rotary(heads, keyValueHeads, headWidth),
  ];
}

interface Variant {
  readonly mixer: (config: ConfigFields, width: number) => Mixer;
  readonly usual: LibraryDefaults['values'];
}

const shared = { vocab_size: 32_000, max_position_embeddings: 2048, hidden_ratio: 4, conv_size: 4 };
const variants: Readonly<Record<string, Variant>> = {
  delta_net: {
    mixer: deltaNet,
    usual: { ...shared, expand_k: 1, expand_v: 1, use_gate: false, use_short_conv: true, use_beta: true },
  },
  gated_deltanet: {
    mixer: gatedDeltaNet,
    usual: { ...shared, expand_v: 2, head_dim: 256, use_gate: true, use_short_conv: true },
  },
  gla: {
    mixer: (config, width) => linearAttention(config, width, true),
    usual: { ...shared, expand_k: 0.5, expand_v: 1, use_output_gate: true, use_short_conv: false },
  },
  retnet: {
    mixer: (config, width) => linearAttention(config, width, false),
    usual: {
      ...shared,
      hidden_ratio: 2,
      expand_k: 1,
      expand_v: 2,
      use_output_gate: true,
      use_short_conv: false,
    },
  },
  hgrn2: {
    mixer: hgrn2,
    usual: { ...shared, expand_ratio: 128, use_lower_bound: true, use_short_conv: false },
  },
  transformer: { mixer: (config, width) => ({ layers: attention(config, width) }), usual: shared },
};

/** The feed-forward's width where the file leaves it: two thirds of the ratio, up to a multiple of 256. */
function hiddenWidth(config: ConfigFields, width: number): number {
  const written = config.optionalSize('intermediate_size');
  if (written !== null) return written;
  const wide = Math.floor((width * (config.optionalSize('hidden_ratio') ?? 4) * 2) / 3);
  return 256 * Math.ceil(wide / 256);
}

/** Models of the flash-linear-attention library (github.com/fla-org/flash-linear-attention), as its version 0.6 builds them. */
export const flashLinear: Family = {
  name: 'flash-linear-attention',
  modelTypes: Object.keys(variants),
  outsideLibrary: true,
  read(file, modelType) {
    const { mixer, usual } = variants[modelType] ?? { mixer: deltaNet, usual: shared };
    const config = file.withDefaults({ values: usual, aliases: {} });
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    if (config.optionalSize('attnres_block_size') !== null)
      config.refuse('attnres_block_size', 'is not covered: must be left out.');
    if (Array.isArray(config.raw('attn')))
      config.refuse('attn', 'must be one section: a list is not covered.');
    const hybrid =
      modelType !== 'transformer' && config.hasSection('attn') ? config.section('attn').config : null;
    const inAttention = new Set(hybrid?.integers('layers') ?? []);
    const own = mixer(config, width);
    const around = [
      rmsNorm(width),
      rmsNorm(width),
      ...feedForward({ width, hidden: hiddenWidth(config, width), gated: true, bias: false }),
      residual(width, 2),
    ];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: own.perLayer === undefined ? [] : [vector('ssm', own.perLayer * layers)],
      blocks: blocksOf(
        layers,
        (index) => (inAttention.has(index) ? 'attention' : modelType),
        (key) => [
          ...(key === 'attention' && hybrid !== null ? attention(hybrid, width) : own.layers),
          ...around,
        ],
      ),
      beforeHead: [rmsNorm(width)],
      ...(modelType === 'transformer'
        ? {}
        : { notes: [said`The recurrence is counted as its kernels run it, ${chunk} positions at once.`] }),
    });
  },
};
