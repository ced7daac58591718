import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer, ProductLayer } from '../../layers';
import { elementwise, linear, perHead, rmsNorm, rotary, vector, causal } from '../../layers';
import { biases, selfAttention } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import { blocksOf, decoderOnly, gatedFeedForward, groupedQueryShape, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { sparseSteps } from '../qwen';
import { mixture, numberedSizes, sharedExperts } from './experts';
import { causalConvolution } from './state-space';
import { said } from '../../../units/message';

/** Positions that the library's kernels work on at once. */
const chunk = 64;
const padded = { multipleOf: chunk };
/** Positions of all chunks but one. */
const paddedButOne = { plus: -chunk, atLeast: 0, multipleOf: chunk };
/** FLOPs for each pair of positions in a chunk and head: their decay. */
const decayFlops = 3;

export interface DeltaHeads {
  readonly heads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
}

/** Products within a chunk for each head and position, and the loop over chunks: the state is read and written. */
export function deltaProducts(
  { heads, keyWidth, valueWidth }: DeltaHeads,
  within: readonly Pick<ProductLayer, 'inner' | 'columns' | 'gradients' | 'backwardOnly'>[],
): Layer[] {
  const product = { kind: 'product', component: 'ssm', batches: heads } as const;
  const reading = { ...product, inner: keyWidth, columns: valueWidth } as const;
  const writing = { ...product, rows: keyWidth, columns: valueWidth } as const;
  return [
    ...within.map((shape) => ({ ...product, rows: padded, ...shape })),
    // What is read of the state, and what the state says of the values; the first chunk's state has no gradient.
    ...[0, 1].flatMap((): ProductLayer[] => [
      { ...reading, rows: paddedButOne },
      { ...reading, rows: chunk, gradients: 1 },
    ]),
    { ...product, rows: padded, inner: chunk, columns: valueWidth },
    // The last chunk's state is not used.
    { ...writing, inner: paddedButOne },
    { ...writing, inner: chunk, gradients: 0 },
    elementwise(
      'ssm',
      heads * (decayFlops * chunk + 6 * (keyWidth + valueWidth)),
      4 * heads * (keyWidth + valueWidth),
    ),
  ];
}

/** The chunked gated delta rule (arXiv 2412.06464): two triangular solves, whose gradients are products. */
export const gatedDelta = (heads: DeltaHeads): Layer[] =>
  deltaProducts(heads, [
    { inner: heads.keyWidth, columns: chunk },
    { inner: heads.keyWidth, columns: chunk },
    { inner: heads.valueWidth, columns: chunk, gradients: 1, backwardOnly: true },
    { inner: heads.keyWidth, columns: chunk, gradients: 1, backwardOnly: true },
  ]);

export interface DeltaMixer {
  readonly width: number;
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
  readonly kernel: number;
}

/** Gated DeltaNet: queries, keys and values through a short convolution, an output gate, a normed output. */
export function gatedDeltaNet(shape: DeltaMixer): Layer[] {
  const { width, keyHeads, valueHeads, keyWidth, valueWidth, kernel } = shape;
  const [keys, values] = [keyHeads * keyWidth, valueHeads * valueWidth];
  return [
    linear('ssm', width, 2 * keys + 2 * values, false),
    // How much is written and how much is kept, for each head.
    linear('ssm', width, 2 * valueHeads, false),
    vector('ssm', 2 * valueHeads),
    causalConvolution(2 * keys + values, kernel, false),
    ...gatedDelta({ heads: valueHeads, keyWidth, valueWidth }),
    perHead(rmsNorm(valueWidth), valueHeads),
    linear('ssm', values, width, false),
  ];
}

/** The mixer of a config with linear_* keys; absent ones are as `usual` says. */
export function mixerOf(config: ConfigFields, width: number, usual: Partial<DeltaMixer> = {}): Layer[] {
  const sized = (key: string, absent: number | undefined): number =>
    absent === undefined ? config.size(key) : (config.optionalSize(key) ?? absent);
  const keyHeads = sized('linear_num_key_heads', usual.keyHeads);
  const valueHeads = sized('linear_num_value_heads', usual.valueHeads);
  if (valueHeads % keyHeads !== 0)
    config.refuse(
      'linear_num_value_heads',
      said`(${valueHeads}) is not divisible by linear_num_key_heads (${keyHeads}).`,
    );
  const keyWidth = sized('linear_key_head_dim', usual.keyWidth);
  return gatedDeltaNet({
    width,
    keyHeads,
    valueHeads,
    keyWidth,
    valueWidth: sized('linear_value_head_dim', usual.keyWidth === undefined ? undefined : 2 * keyWidth),
    kernel: config.size('linear_conv_kernel_dim'),
  });
}

/** Attention whose output is gated: the query projection gives the gate too. */
export function gatedAttention(
  config: ConfigFields,
  shape: GroupedQueryShape,
  mask: AttentionMask = causal,
): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  const bias = config.flag('attention_bias');
  return [
    ...selfAttention({ ...shape, bias: biases(bias), mask }),
    linear('attention.projections', width, heads * headWidth, bias),
    perHead(rmsNorm(headWidth), heads),
    perHead(rmsNorm(headWidth), keyValueHeads),
    rotary(heads, keyValueHeads, headWidth),
  ];
}

/** Routed experts and a shared one behind a gate of its own. */
export function qwenExperts(config: ConfigFields, width: number): Layer[] {
  return [
    ...mixture(config, numberedSizes),
    ...sharedExperts(width, config.size('shared_expert_intermediate_size')),
    linear('router', width, 1, false),
  ];
}

/** Which layers have experts: all in Qwen 3.5's mixture, none in its dense form; Qwen 3 Next says. */
function sparseLayers(config: ConfigFields, modelType: string): (index: number) => boolean {
  if (modelType !== 'qwen3_next') return () => modelType === 'qwen3_5_moe_text';
  return sparseSteps(config);
}

const usualInterval = 4;

/** Qwen 3 Next and 3.5: three layers of Gated DeltaNet for each of gated attention. */
export const qwenDelta: Family = {
  name: 'qwen-delta',
  modelTypes: ['qwen3_next', 'qwen3_5_text', 'qwen3_5_moe_text'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
    const interval = config.optionalSize('full_attention_interval') ?? usualInterval;
    const attends = (index: number): boolean =>
      listed === null ? (index + 1) % interval === 0 : listed[index] === 'full_attention';
    const sparse = sparseLayers(config, modelType);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) =>
          `${attends(index) ? 'attention' : 'delta rule'}, ${sparse(index) ? 'experts' : 'dense'}` as const,
        (key) => [
          rmsNorm(width),
          ...(key.startsWith('attention') ? gatedAttention(config, shape) : mixerOf(config, width)),
          rmsNorm(width),
          ...(key.endsWith('experts') ? qwenExperts(config, width) : gatedFeedForward(config)),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};

/** OLMo Hybrid: OLMo's attention every fourth layer, Gated DeltaNet in the others. */
export const olmoHybrid: Family = {
  name: 'olmo-hybrid',
  modelTypes: ['olmo_hybrid'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
    // At least one layer attends.
    const last = layers < usualInterval ? layers - 1 : -1;
    const attends = (index: number): boolean =>
      listed === null
        ? (index + 1) % usualInterval === 0 || index === last
        : listed[index] === 'full_attention';
    const attending = Array.from({ length: layers }, (_, index) => attends(index));
    if (attending.every((each) => each === attending[0]))
      config.refuse(
        listed === null ? 'num_hidden_layers' : 'layer_types',
        'must leave at least one layer of linear attention and one of full attention.',
      );
    const keyHeads = config.optionalSize('linear_num_key_heads') ?? heads;
    const usual = {
      keyHeads: heads,
      valueHeads: heads,
      keyWidth: Math.max(1, Math.floor((0.75 * width) / keyHeads)),
    };
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (attends(index) ? 'attention' : 'delta rule'),
        (key) => [
          ...(key === 'attention'
            ? [
                ...selfAttention({ ...shape, bias: biases(config.flag('attention_bias')), mask: causal }),
                rmsNorm(heads * headWidth),
                rmsNorm(keyValueHeads * headWidth),
                rotary(heads, keyValueHeads, headWidth),
              ]
            : mixerOf(config, width, usual)),
          rmsNorm(width),
          ...gatedFeedForward(config),
          rmsNorm(width),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
