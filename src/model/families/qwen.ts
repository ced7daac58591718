import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { linear, perHead, rmsNorm } from '../layers';
import { biases, feedForward, queryKeyValueBias, routedExperts } from '../sub-layers';
import type { AttentionKind, GroupedQueryShape } from './decoder';
import {
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** Dense layers are those listed in mlp_only_layers and those between the sparse steps; all, where there are no experts. */
export function sparseSteps(config: ConfigFields): (index: number) => boolean {
  const dense = new Set(config.integers('mlp_only_layers'));
  const step = config.size('decoder_sparse_step');
  const none = config.given('num_experts') && config.count('num_experts') === 0;
  return (index) => !none && !dense.has(index) && (index + 1) % step === 0;
}

function experts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('num_experts');
  return routedExperts({
    width,
    hidden: config.size('moe_intermediate_size'),
    count,
    used: config.expertsPerToken('num_experts_per_tok', count),
    gated: true,
    bias: false,
    routerBias: false,
  });
}

/** Qwen2's shared expert runs for every token, weighed by a gate of one output. */
function sharedExpert(config: ConfigFields, width: number): Layer[] {
  const hidden = config.size('shared_expert_intermediate_size');
  return [
    ...feedForward({ width, hidden, gated: true, bias: false }, 'experts'),
    linear('router', width, 1, false),
  ];
}

function attention(
  config: ConfigFields,
  shape: GroupedQueryShape,
  kind: AttentionKind,
  modelType: string,
): Layer[] {
  // The library reads no window where no layer slides: its default is then nothing that the file left open.
  const slides = kind === 'sliding attention' || config.given('sliding_window');
  // Qwen2-MoE's class writes no window as one of 0.
  const isNone = modelType === 'qwen2_moe' && config.raw('sliding_window') === 0;
  const mask = maskOf(kind, slides && !isNone ? config.optionalSize('sliding_window') : null);
  if (modelType === 'qwen2') return rotaryAttention(shape, queryKeyValueBias(true, false), mask);
  if (modelType === 'qwen2_moe')
    return rotaryAttention(shape, queryKeyValueBias(config.flag('qkv_bias'), false), mask);
  return [
    ...rotaryAttention(shape, biases(config.flag('attention_bias')), mask),
    perHead(rmsNorm(shape.headWidth), shape.heads),
    perHead(rmsNorm(shape.headWidth), shape.keyValueHeads),
  ];
}

/** Qwen2 (biased queries, keys and values) and Qwen3 (normed queries and keys), dense and with experts. */
export const qwen: Family = {
  name: 'qwen',
  modelTypes: ['qwen2', 'qwen3', 'qwen2_moe', 'qwen3_moe'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const withExperts = modelType.endsWith('_moe');
    const sparse = withExperts ? sparseSteps(config) : () => false;
    const fullUpTo = withExperts ? 0 : config.count('max_window_layers');
    const windowed = config.flag('use_sliding_window');
    const kindOf = slidingLayers(
      config,
      shape.layers,
      (index) => windowed && index >= fullUpTo && (withExperts || config.raw('sliding_window') !== null),
      {
        needsWindow: !withExperts,
      },
    );
    const slides = Array.from({ length: shape.layers }, (_, index) => kindOf(index)).includes(
      'sliding attention',
    );
    if (slides && !windowed && !withExperts)
      config.refuse('use_sliding_window', 'is false, and layers of sliding attention need a window.');
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        shape.layers,
        (index) => `${kindOf(index)}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          rmsNorm(shape.width),
          ...attention(
            config,
            shape,
            key.startsWith('sliding') ? 'sliding attention' : 'full attention',
            modelType,
          ),
          rmsNorm(shape.width),
          ...(key.endsWith('experts')
            ? [
                ...experts(config, shape.width),
                ...(modelType === 'qwen2_moe' ? sharedExpert(config, shape.width) : []),
              ]
            : gatedFeedForward(config)),
          twoResiduals(shape.width),
        ],
      ),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};
