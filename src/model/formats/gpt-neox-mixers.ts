import type { ConfigFields, ConfigValue } from '../config-fields';
import { selectiveScan } from '../families/hybrids/state-space';
import { said } from '../../units/message';
import type { OtherLayer } from '../families/generic/transformer';
import type { Layer, NormLayer } from '../layers';
import { activation, causal, elementwise, layerNorm, linear, residual, vector } from '../layers';

/** GPT-NeoX's layers that are not attention with a feed-forward (megatron/model/gpt2_model.py picks them by `attention_config`). */
const otherMixers = ['mamba', 'rwkv', 'gmlp', 'amlp'] as const;
type OtherMixer = (typeof otherMixers)[number];

export const isOtherMixer = (name: string): name is OtherMixer => otherMixers.some((other) => other === name);

/**
 * The kind of each layer: `[[[kind, ...], times], ...]`, where 'all' repeats a pattern to the end, or a plain list. Fewer kinds
 * than layers, or none: attention.
 */
export function layerKinds(written: ConfigValue | undefined, layers: number): readonly string[] {
  if (!Array.isArray(written)) return [];
  const entries = written as readonly ConfigValue[];
  if (entries.every((entry) => typeof entry === 'string')) return entries;
  const kinds: string[] = [];
  for (const entry of entries) {
    if (!Array.isArray(entry)) return [];
    const [pattern, times] = entry as readonly ConfigValue[];
    if (!Array.isArray(pattern) || pattern.length === 0) return [];
    const names = (pattern as readonly ConfigValue[]).map((name) => (typeof name === 'string' ? name : ''));
    const repeats =
      times === 'all' ? Math.ceil(layers / names.length) : typeof times === 'number' ? times : 0;
    for (let repeat = 0; repeat < repeats && kinds.length < layers; repeat++) kinds.push(...names);
  }
  return kinds.slice(0, layers);
}

const stateWidth = 16;
const convolutionWidth = 4;

function mamba(config: ConfigFields, width: number, norm: readonly NormLayer[]): Layer[] {
  const bias = config.flag('mamba_use_bias_in_linears');
  const inner =
    config.optionalSize('intermediate_size') ?? Math.floor((config.decimal('expansion_factor') ?? 2) * width);
  const rank = Math.ceil(width / stateWidth);
  return [
    ...norm,
    ...selectiveScan({
      width,
      inner,
      state: stateWidth,
      rank,
      kernel: convolutionWidth,
      bias,
      convolutionBias: config.raw('mamba_use_bias_in_conv') !== false,
    }),
    ...(bias ? [vector('ssm', rank + 2 * stateWidth)] : []),
    residual(width, 1),
  ];
}

/** Ranks of what RWKV 6 adds to its blends and decays by position. */
const blendRank = 32;
const blends = 5;
const decayRank = 64;
/** FLOPs for each number of a head's state: its decay, the outer product, the sum, and reading it. */
const stateFlops = 6;

/** RWKV 6 (arXiv 2404.05892): blends with the last position and decays that follow from the input, a matrix of state a head. */
function rwkv(config: ConfigFields, width: number): Layer[] {
  const heads = config.size('num_attention_heads');
  const inner = config.optionalSize('dim_att') ?? width;
  if (inner % heads !== 0)
    config.refuse(
      'num_attention_heads',
      said`(${heads}) does not divide the width of the states (${inner}).`,
    );
  const hiddenWanted =
    config.optionalSize('intermediate_size') ??
    Math.floor((config.decimal('expansion_factor') ?? 3.5) * width);
  const hidden = Math.max(32, Math.floor(hiddenWanted / 32) * 32);
  const projection = linear('ssm', width, inner, false);
  return [
    layerNorm(width),
    vector('ssm', (blends + 1) * width + 2 * inner),
    linear('ssm', width, blends * blendRank, false),
    linear('ssm', blends * blendRank, blends * width, false, { groups: blends }),
    linear('ssm', width, decayRank, false),
    linear('ssm', decayRank, inner, false),
    projection,
    projection,
    projection,
    projection,
    elementwise('ssm', (stateFlops * inner * inner) / heads, 6 * inner),
    layerNorm(inner),
    linear('ssm', inner, width, false),
    layerNorm(width),
    vector('feedForward', 2 * width),
    linear('feedForward', width, hidden, false),
    activation('feedForward', hidden),
    linear('feedForward', width, width, false),
    linear('feedForward', hidden, width, false),
    residual(width, 2),
  ];
}

/** A gated MLP over positions (arXiv 2105.08050), for sequences of one length; aMLP adds a small attention to its gate. */
function gatedOverPositions(
  config: ConfigFields,
  width: number,
  norm: (width: number) => NormLayer[],
  attentionWidth: number | null,
): Layer[] {
  const hidden = 4 * width;
  const length = config.size('seq_length');
  return [
    ...norm(width),
    linear('feedForward', width, 2 * hidden, true),
    activation('feedForward', 2 * hidden),
    ...norm(hidden),
    vector('other', length * length + length),
    { kind: 'product', component: 'other', batches: 1, rows: hidden, inner: 'sequence', columns: 'sequence' },
    ...(attentionWidth === null
      ? []
      : [
          linear('attention.projections', 2 * hidden, 3 * attentionWidth, true),
          {
            kind: 'attention',
            over: 'attention',
            heads: 1,
            queryKeyWidth: attentionWidth,
            valueWidth: attentionWidth,
            keys: 'sequence',
            mask: causal,
            cachedPerToken: 2 * attentionWidth,
          } as const,
          linear('attention.projections', attentionWidth, hidden, true),
        ]),
    elementwise('feedForward', hidden, 3 * hidden),
    linear('feedForward', hidden, width, true),
  ];
}

/** What stands in a layer of such a kind; null where it is attention with a feed-forward. */
export function otherLayer(
  kind: string,
  config: ConfigFields,
  width: number,
  norm: (width: number) => NormLayer[],
): OtherLayer | null {
  if (!isOtherMixer(kind)) return null;
  switch (kind) {
    case 'mamba':
      return { name: kind, layers: mamba(config, width, norm(width)) };
    case 'rwkv':
      return { name: kind, layers: rwkv(config, width) };
    case 'gmlp':
      return { name: kind, layers: gatedOverPositions(config, width, norm, null) };
    case 'amlp':
      return { name: kind, layers: gatedOverPositions(config, width, norm, config.size('gmlp_attn_dim')) };
  }
}
