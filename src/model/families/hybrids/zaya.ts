import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer } from '../../layers';
import { activation, elementwise, linear, perHead, rmsNorm, rotary, vector } from '../../layers';
import type { AttentionKind, GroupedQueryShape } from '../decoder';
import { blocksOf, decoderOnly, groupedQueryShape, hybridKinds, maskOf, slidingLayers } from '../decoder';
import type { Family } from '../family';
import { mixture, numberedSizes } from './experts';

const projections = 'attention.projections';

/** Queries and keys pass two causal convolutions, one over each channel, one over each head (arXiv:2510.04476). */
function compressedConvolutions(config: ConfigFields, shape: GroupedQueryShape): Layer[] {
  const { heads, keyValueHeads, headWidth } = shape;
  const channels = (heads + keyValueHeads) * headWidth;
  const [first, second] = [config.size('cca_time0'), config.size('cca_time1')];
  const convolution = {
    kind: 'convolution',
    component: 'convolution',
    inputs: channels,
    outputs: channels,
    bias: true,
    inputGradient: true,
  } as const satisfies Partial<ConvolutionLayer>;
  return [
    {
      ...convolution,
      groups: channels,
      kernel: first,
      outputPositions: { plus: second - 1 },
      inputPositions: { plus: first + second - 2 },
    },
    {
      ...convolution,
      groups: heads + keyValueHeads,
      kernel: second,
      outputPositions: 'sequence',
      inputPositions: { plus: second - 1 },
    },
  ];
}

/** Half of each value is that of the token before; the first token's is projected from zeros. */
function attention(config: ConfigFields, shape: GroupedQueryShape, kind: AttentionKind): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  const bias = config.flag('attention_bias');
  const stored = keyValueHeads * headWidth;
  if (stored % 2 !== 0) config.refuse('num_key_value_heads', said`times head_dim (${stored}) must be even.`);
  const half = Math.max(1, Math.floor(stored / 2));
  return [
    linear(projections, width, heads * headWidth, bias),
    linear(projections, width, stored, bias),
    linear(projections, width, half, bias),
    linear(projections, width, half, bias),
    linear(projections, width, half, false, { tied: true, positions: 1, inputGradient: false }),
    ...compressedConvolutions(config, shape),
    { ...perHead(rmsNorm(headWidth), heads + keyValueHeads), parameters: keyValueHeads },
    rotary(heads, keyValueHeads, headWidth),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: maskOf(kind, config.optionalSize('sliding_window')),
      cachedPerToken: 2 * stored,
    },
    linear(projections, heads * headWidth, width, bias),
  ];
}

/** A router of three layers, which looks back at the router of the layer before; one of its classes is to do nothing. */
function router(config: ConfigFields, width: number, looksBack: boolean): Layer[] {
  const hidden = config.size('router_hidden_size');
  return [
    linear('router', width, hidden, true),
    ...(looksBack ? [vector('router', hidden)] : []),
    rmsNorm(hidden),
    linear('router', hidden, hidden, true),
    linear('router', hidden, hidden, true),
    activation('router', 2 * hidden),
    linear('router', hidden, config.size('num_experts') + 1, false),
  ];
}

/** Both sides of a residual sum are shifted and scaled. */
const scaledResidual = (width: number): Layer[] => [
  vector('residual', 4 * width),
  elementwise('residual', 5 * width),
];

/** ZAYA: attention among compressed queries and keys, one expert of many for each token. */
export const zaya: Family = {
  name: 'zaya',
  modelTypes: ['zaya'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    if (config.size('num_experts_per_tok') !== 1)
      config.refuse('num_experts_per_tok', 'must be 1: the library has no other form.');
    const kindOf = slidingLayers(config, layers, () => false, { kinds: hybridKinds });
    const [, ...experts] = mixture(config, numberedSizes);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [vector('residual', 2 * width), elementwise('residual', 2 * width)],
      blocks: blocksOf(
        layers,
        (index) => `${kindOf(index)}${index === 0 ? ', first' : ''}` as const,
        (key) => [
          rmsNorm(width),
          ...attention(config, shape, key.startsWith('sliding') ? 'sliding attention' : 'full attention'),
          ...scaledResidual(width),
          rmsNorm(width),
          ...router(config, width, !key.endsWith('first')),
          ...experts,
          ...scaledResidual(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
      headBias: config.flag('lm_head_bias'),
    });
  },
};
