import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, perHead, rmsNorm, vector } from '../../layers';
import { blocksOf, decoderOnly, gatedFeedForward, twoResiduals } from '../decoder';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';
import { deltaProducts } from './delta-rule';
import { mixture, sharedExperts, sparseLayers } from './experts';
import { causalConvolution } from './state-space';

/** Positions that the library's kernel works on at once. */
const chunk = 64;

interface DeltaAttention {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly kernel: number;
  /** Forget gate and output gate through a narrow layer as wide as a head; else in one step. */
  readonly narrowGates: boolean;
}

/** Kimi Delta Attention (arXiv 2510.26692): a gated delta rule whose decay is each channel's own. */
function deltaAttention({ width, heads, headWidth, kernel, narrowGates }: DeltaAttention): Layer[] {
  const inner = heads * headWidth;
  const gate = narrowGates
    ? [linear('ssm', width, headWidth, false), linear('ssm', headWidth, inner, false)]
    : [linear('ssm', width, inner, false)];
  return [
    linear('ssm', width, 3 * inner, false),
    causalConvolution(3 * inner, kernel, false),
    ...gate,
    vector('ssm', inner + heads),
    linear('ssm', width, heads, false),
    ...deltaProducts({ heads, keyWidth: headWidth, valueWidth: headWidth }, [
      { inner: chunk, columns: headWidth },
      { inner: chunk, columns: headWidth },
    ]),
    ...gate,
    perHead(rmsNorm(headWidth), heads),
    linear('ssm', inner, width, false),
  ];
}

/** The key that the file has: these configs spell some names in two ways. */
const spelt = (config: ConfigFields, own: string, other: string): string =>
  config.given(other) ? other : own;

function experts(config: ConfigFields, width: number): Layer[] {
  const shared = config.count(spelt(config, 'n_shared_experts', 'num_shared_experts'));
  return [
    ...mixture(config, {
      count: spelt(config, 'num_local_experts', 'num_experts'),
      used: spelt(config, 'num_experts_per_tok', 'num_experts_per_token'),
      hidden: 'moe_intermediate_size',
    }),
    ...sharedExperts(width, shared * config.size('moe_intermediate_size')),
  ];
}

/** Kimi Linear's mixer: its sizes stand in a nested config, or beside the others. */
function kimiDelta(config: ConfigFields, width: number): Layer[] {
  const nested = config.section('linear_attn_config').config;
  const sized = (key: string, nestedKey: string): number =>
    nested.given(nestedKey) ? nested.size(nestedKey) : config.size(key);
  return deltaAttention({
    width,
    heads: sized('linear_num_heads', 'num_heads'),
    headWidth: sized('linear_head_dim', 'head_dim'),
    kernel: sized('linear_conv_kernel_dim', 'short_conv_kernel_size'),
    narrowGates: true,
  });
}

/** Which layers attend: listed by name, by number (from 1) in the nested config, or every fourth but the first. */
function kimiAttends(config: ConfigFields, layers: number): (index: number) => boolean {
  const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
  if (listed !== null) return (index) => listed[index] === 'full_attention';
  const nested = config.section('linear_attn_config').config;
  if (!nested.given('full_attn_layers') || !nested.given('kda_layers'))
    return (index) => index > 0 && index % 4 === 0;
  const attending = new Set(nested.integers('full_attn_layers'));
  return (index) => attending.has(index + 1);
}

/**
 * Ling's hybrid: gates in one step; attention, gated for each head, every n-th layer. A file that the library saved states
 * the mixer's own sizes, and its head_dim is then that of the attention.
 */
function bailingDelta(config: ConfigFields, width: number): Layer[] {
  return deltaAttention({
    width,
    heads: config.size(spelt(config, 'num_attention_heads', 'linear_num_heads')),
    headWidth: config.size(spelt(config, 'head_dim', 'linear_head_dim')),
    kernel: config.size(spelt(config, 'short_conv_kernel_size', 'linear_conv_kernel_dim')),
    narrowGates: false,
  });
}

function bailingAttends(config: ConfigFields, layers: number): (index: number) => boolean {
  const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
  const every = config.size('layer_group_size');
  return (index) => (listed === null ? (index + 1) % every === 0 : listed[index] === 'full_attention');
}

/** Kimi Linear and Ling's hybrid: Kimi Delta Attention, latent attention in some layers, experts. */
export const kimiLinear: Family = {
  name: 'kimi-linear',
  modelTypes: ['kimi_linear', 'bailing_hybrid'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const layers = config.layers('num_hidden_layers');
    const kimi = modelType === 'kimi_linear';
    const attends = (kimi ? kimiAttends : bailingAttends)(config, layers);
    const dense = kimi && !config.given('first_k_dense_replace') ? 1 : config.count('first_k_dense_replace');
    const sparse = sparseLayers(config, layers, (index) => index >= dense);
    const headGate = kimi
      ? []
      : [linear('attention.projections', width, config.size('num_attention_heads'), false)];
    return decoderOnly({
      // The library never ties these architectures' output.
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: spelt(config, 'max_position_embeddings', 'model_max_length'),
      blocks: blocksOf(
        layers,
        (index) =>
          `${attends(index) ? 'attention' : 'delta rule'}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          rmsNorm(width),
          ...(key.startsWith('attention')
            ? [...latentAttention(config), ...headGate]
            : (kimi ? kimiDelta : bailingDelta)(config, width)),
          rmsNorm(width),
          ...(key.endsWith('experts') ? experts(config, width) : gatedFeedForward(config)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
