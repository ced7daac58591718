import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, residual } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { overTime } from './conformer';
import { seconds } from './waveform';
import { said } from '../../../units/message';

const melFrames = seconds * 100;
/** Every sixth group of mel frames is taken. */
const stride = 6;

interface Layers {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
}

export const funAsrSizes = (config: ConfigFields): Layers => ({
  width: config.size('hidden_size'),
  heads: config.size('num_attention_heads'),
  headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
  hidden: config.size('intermediate_size'),
});

/** Attention, with a convolution of each of its values' channels beside it where there is a kernel, and a feed-forward. */
export function funAsrLayer(
  { width, heads, headWidth, hidden }: Layers,
  {
    inputs = width,
    kernel,
    frames = 1,
  }: { readonly inputs?: number; readonly kernel?: number; readonly frames?: number } = {},
): Layer[] {
  const projections = linear('attention.projections', inputs, width, true);
  const [, , , ...rest] = selfAttention({
    width,
    heads,
    keyValueHeads: heads,
    headWidth,
    bias: biases(true),
    mask: fullMask,
  });
  return [
    layerNorm(inputs),
    projections,
    projections,
    projections,
    ...rest.map((layer) => (layer.kind === 'attention' ? { ...layer, cachedPerToken: 0 } : layer)),
    ...(kernel === undefined
      ? []
      : [overTime(width, width, frames, { kernel, groups: width, inputPositions: frames + kernel - 1 })]),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    residual(width, 2),
  ];
}

/** Fun-ASR Nano's ear: attention with a memory of neighbouring frames (SAN-M, arXiv:2006.01713). */
export const funAsrEncoder: Family = {
  name: 'fun-asr',
  modelTypes: ['fun_asr_nano_encoder'],
  read(config) {
    const sizes = funAsrSizes(config);
    const inputs = config.size('num_mel_bins') * config.size('num_stacked_frames');
    const kernel = config.size('fsmn_kernel_size');
    const frames = Math.ceil(melFrames / stride);
    const count = config.layers('num_hidden_layers');
    const timed = config.count('num_timestamp_prediction_layers');
    // A norm stands behind the last layer, and behind the last that is not there for time stamps alone.
    const norms = new Set([count - timed - 1, count - 1].filter((index) => index >= 0)).size;
    const block = (name: string, times: number, layers: readonly Layer[]): Block => ({
      name,
      count: times,
      positions: frames,
      layers,
    });
    return {
      sample: 'audio',
      tokensPerSample: frames,
      contextLength: null,
      vocabularySize: null,
      generates: false,
      blocks: [
        block('first layer', 1, funAsrLayer(sizes, { inputs, kernel, frames })),
        block('layers', count - 1, funAsrLayer(sizes, { kernel, frames })),
        block('norms', norms, [layerNorm(sizes.width)]),
      ],
      notes: [said`One sound of ${seconds} seconds: ${frames} frames.`],
    };
  },
};
