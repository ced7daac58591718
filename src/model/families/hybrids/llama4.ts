import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import { causal, linear, perHead, rmsNorm, rmsNormWithoutScale, rotary } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import { blocksOf, decoderOnly, groupedQueryShape, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { sharedExperts } from './experts';
import { said } from '../../../units/message';

/** Experts that all run for every token, on an input that is 0 where the token did not choose them. */
function experts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('num_local_experts');
  const hidden = config.size('intermediate_size');
  const used = config.expertsPerToken('num_experts_per_tok', count);
  return [
    linear('router', width, count, false),
    {
      kind: 'experts',
      component: 'experts',
      count,
      used,
      computed: count,
      width,
      hidden,
      gated: true,
      bias: false,
    },
    ...sharedExperts(width, hidden),
  ];
}

/** Layers numbered in `moe_layers`, else every n-th. */
function sparseLayers(config: ConfigFields): (index: number) => boolean {
  const step = config.size('interleave_moe_layer_step');
  if (config.raw('moe_layers') === undefined || config.raw('moe_layers') === null)
    return (index) => (index + 1) % step === 0;
  const listed = new Set(config.integers('moe_layers'));
  return (index) => listed.has(index);
}

/** Layers with a 1 in `no_rope_layers` (the library's word) rotate; else all but every n-th. */
function rotatedLayers(config: ConfigFields, layers: number): (index: number) => boolean {
  const listed = config.integers('no_rope_layers');
  const interval = config.size('no_rope_layer_interval');
  if (listed.length === 0) return (index) => (index + 1) % interval !== 0;
  if (listed.length !== layers)
    config.refuse('no_rope_layers', said`has ${listed.length} entries for ${layers} layers.`);
  return (index) => listed[index] !== 0;
}

function attention(
  config: ConfigFields,
  shape: GroupedQueryShape,
  mask: AttentionMask,
  rotated: boolean,
): Layer[] {
  const { heads, keyValueHeads, headWidth } = shape;
  const unlearned = rmsNormWithoutScale(headWidth);
  return [
    ...selfAttention({ ...shape, bias: biases(config.flag('attention_bias')), mask }),
    ...(rotated ? [rotary(heads, keyValueHeads, headWidth)] : []),
    ...(rotated && config.flag('use_qk_norm') ? [perHead(unlearned, heads + keyValueHeads)] : []),
  ];
}

/** Llama 4's language model: chunked attention but for every n-th layer, experts beside a shared one. */
export const llama4: Family = {
  name: 'llama4',
  modelTypes: ['llama4_text'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const sparse = sparseLayers(config);
    const rotated = rotatedLayers(config, layers);
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'chunked_attention']);
    const chunked = (index: number): boolean =>
      listed === null ? rotated(index) : listed[index] === 'chunked_attention';
    const chunk = config.optionalSize('attention_chunk_size');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) =>
          `${chunked(index) ? 'chunked' : 'full'} attention, ${rotated(index) ? 'rotated' : 'no positions'}, ${sparse(index) ? 'experts' : 'dense'}`,
        (key) => [
          rmsNorm(width),
          ...attention(
            config,
            shape,
            chunk !== null && key.startsWith('chunked') ? { kind: 'chunks', width: chunk } : causal,
            key.includes('rotated'),
          ),
          rmsNorm(width),
          ...(key.endsWith('experts')
            ? experts(config, width)
            : feedForward({ width, hidden: config.size('intermediate_size_mlp'), gated: true, bias: false })),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
      notes: [
        said`The library runs every expert for each token, on zeros where it was not chosen: that is what is counted. Kernels that skip them do less.`,
      ],
    });
  },
};
