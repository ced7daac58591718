import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, linear, rmsNorm, vector } from '../../layers';
import { alike, decoderOnly } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** FLOPs for each element of the state at each position: decay, input, sum. */
const scanFlops = 6;
/** FLOPs for each pair of positions in a chunk and head: the decay between them. */
const decayFlops = 3;
/** State-spaces' rule where the rank of the time step is 'auto': a sixteenth of the width, rounded up. */
const rankDivisor = 16;

/** A size, or the value that stands for 'auto' (or is meant by null). */
export function sizeOrAuto(config: ConfigFields, key: string, auto: number): number {
  const value = config.raw(key);
  return value === 'auto' || value === null || value === undefined ? auto : config.size(key);
}

export const timeStepRank = (config: ConfigFields, key: string, width: number): number =>
  sizeOrAuto(config, key, Math.ceil(width / rankDivisor));

/** A depthwise convolution that sees the past; it computes the places past the end too, which are cut off. */
export const causalConvolution = (channels: number, kernel: number, bias: boolean): Layer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs: channels,
  outputs: channels,
  groups: channels,
  kernel,
  outputPositions: { plus: kernel - 1 },
  inputPositions: 'sequence',
  bias,
  inputGradient: true,
});

export interface SelectiveScan {
  readonly width: number;
  readonly inner: number;
  readonly state: number;
  readonly rank: number;
  readonly kernel: number;
  readonly bias: boolean;
  readonly convolutionBias: boolean;
  /** Heads with projections of their own to time step, B and C; 1 in Mamba. */
  readonly heads?: number;
}

/** Mamba's mixer: each channel has a state of its own, advanced position by position. */
export function selectiveScan(shape: SelectiveScan): Layer[] {
  const { width, inner, state, rank, kernel, bias, convolutionBias, heads = 1 } = shape;
  return [
    linear('ssm', width, 2 * inner, bias),
    causalConvolution(inner, kernel, convolutionBias),
    linear('ssm', inner, heads * (rank + 2 * state), false, { groups: heads }),
    linear('ssm', heads * rank, inner, true, { groups: heads }),
    vector('ssm', inner * state),
    vector('ssm', inner),
    { kind: 'product', component: 'ssm', batches: 'sequence', rows: inner, inner: state, columns: 1 },
    elementwise('ssm', scanFlops * inner * state, 3 * inner + 2 * state),
    linear('ssm', inner, width, bias),
  ];
}

export interface ChunkedScan {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  /** Groups of heads that share B and C. */
  readonly groups: number;
  readonly state: number;
  readonly chunk: number;
  readonly kernel: number;
  readonly bias: boolean;
  readonly outputBias?: boolean;
  readonly convolutionBias: boolean;
  readonly norm?: boolean;
}

/** Mamba 2's mixer: attention-like products within chunks, states between them (arXiv 2405.21060). */
export function chunkedScan(shape: ChunkedScan): Layer[] {
  const { width, heads, headWidth, groups, state, chunk, kernel, bias, convolutionBias } = shape;
  const { outputBias = bias, norm = true } = shape;
  const inner = heads * headWidth;
  const mixed = inner + 2 * groups * state;
  const padded = { multipleOf: chunk };
  const chunksAndStart = { plus: chunk, dividedBy: chunk };
  const perHead = { kind: 'product', component: 'ssm', batches: heads } as const;
  return [
    linear('ssm', width, inner + mixed + heads, bias),
    causalConvolution(mixed, kernel, convolutionBias),
    // The bias of the time step, the decay and the skip of each head.
    vector('ssm', 3 * heads),
    { ...perHead, rows: padded, inner: state, columns: chunk },
    { ...perHead, rows: padded, inner: chunk, columns: headWidth },
    { ...perHead, rows: state, inner: padded, columns: headWidth },
    { ...perHead, rows: chunksAndStart, inner: chunksAndStart, columns: headWidth * state },
    { ...perHead, rows: padded, inner: state, columns: headWidth },
    elementwise('ssm', decayFlops * heads * chunk + scanFlops * inner, 4 * inner),
    ...(norm ? [rmsNorm(inner)] : []),
    linear('ssm', inner, width, outputBias),
  ];
}

/** Refuses heads that do not divide the groups' B and C, or that do not make up the inner width. */
export function checkHeads(
  config: ConfigFields,
  keys: { heads: string; groups: string },
  inner: number,
): void {
  const heads = config.size(keys.heads);
  const groups = config.size(keys.groups);
  if (inner % heads !== 0)
    config.refuse(keys.heads, said`(${heads}) does not divide the inner width of the mixer (${inner}).`);
  if (heads % groups !== 0) config.refuse(keys.groups, said`(${groups}) does not divide the ${heads} heads.`);
}

/** Keys of flash-linear-attention's Mamba 2, which has as many heads as make up the inner width (fla/models/mamba2). */
const ofFlashLinear = ['fuse_norm', 'fuse_cross_entropy'] as const;

function mamba2Mixer(config: ConfigFields, width: number): Layer[] {
  const headWidth = config.size('head_dim');
  const inner = config.size('expand') * width;
  const heads =
    !config.given('num_heads') && ofFlashLinear.some((key) => config.given(key)) && inner % headWidth === 0
      ? inner / headWidth
      : config.size('num_heads');
  if (inner !== heads * headWidth)
    config.refuse(
      'num_heads',
      said`times head_dim (${heads * headWidth}) is not expand times hidden_size (${inner}).`,
    );
  checkHeads(config, { heads: 'num_heads', groups: 'n_groups' }, inner);
  return chunkedScan({
    width,
    heads,
    headWidth,
    groups: config.size('n_groups'),
    state: config.size('state_size'),
    chunk: config.size('chunk_size'),
    kernel: config.size('conv_kernel'),
    bias: config.flag('use_bias'),
    convolutionBias: config.flag('use_conv_bias'),
  });
}

/** Mamba, Falcon Mamba (norms without parameters inside) and Mamba 2: a norm and a mixer, no attention. */
export const mamba: Family = {
  name: 'mamba',
  modelTypes: ['mamba', 'falcon_mamba', 'mamba2'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const mixer =
      modelType === 'mamba2'
        ? mamba2Mixer(config, width)
        : selectiveScan({
            width,
            // A config that writes it out overrides the product: Falcon Mamba 7B says `expand` 16 and is twice as wide.
            inner: config.optionalSize('intermediate_size') ?? config.size('expand') * width,
            state: config.size('state_size'),
            rank: timeStepRank(config, 'time_step_rank', width),
            kernel: config.size('conv_kernel'),
            bias: config.flag('use_bias'),
            convolutionBias: config.flag('use_conv_bias'),
          });
    return decoderOnly({
      config,
      width,
      contextKey: null,
      blocks: alike(config.layers('num_hidden_layers'), [
        rmsNorm(width),
        ...mixer,
        elementwise('residual', width, 3 * width),
      ]),
      beforeHead: [rmsNorm(width)],
      notes: [said`The state is of a fixed size: decoding keeps nothing for each token.`],
    });
  },
};
