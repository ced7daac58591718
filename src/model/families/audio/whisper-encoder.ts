import {
  biases,
  elementwise,
  feedForward,
  fullMask,
  layerNorm,
  residual,
  selfAttention,
  table,
} from '../../layers';
import type { Family } from '../family';
import { headsOf } from '../vision/transformer';
import { overTime } from './conformer';

const kernel = 3;
/** The second convolution halves the mel frames. */
const framesPerPosition = 2;

/** Key names of width, heads, hidden width and layers, and how many positions are averaged behind the layers. */
const variants: Readonly<
  Record<string, { width: string; heads: string; hidden: string; layers: string; pooled: number }>
> = {
  qwen2_audio_encoder: {
    width: 'd_model',
    heads: 'encoder_attention_heads',
    hidden: 'encoder_ffn_dim',
    layers: 'encoder_layers',
    pooled: 2,
  },
  voxtral_encoder: {
    width: 'hidden_size',
    heads: 'num_attention_heads',
    hidden: 'intermediate_size',
    layers: 'num_hidden_layers',
    pooled: 1,
  },
  audioflamingo3_encoder: {
    width: 'hidden_size',
    heads: 'num_attention_heads',
    hidden: 'intermediate_size',
    layers: 'num_hidden_layers',
    pooled: 2,
  },
};

/** Whisper's encoder alone, as the ear of a language model: the config of the part itself. */
export const whisperEncoder: Family = {
  name: 'whisper',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    const keys = variants[modelType] ?? {
      width: 'hidden_size',
      heads: 'num_attention_heads',
      hidden: 'intermediate_size',
      layers: 'num_hidden_layers',
      pooled: 1,
    };
    const { width, heads, headWidth } = headsOf(config, keys.width, keys.heads);
    const positions = config.size('max_source_positions');
    const frames = framesPerPosition * positions;
    const pooled = Math.max(1, Math.floor(positions / keys.pooled));
    return {
      sample: 'audio',
      tokensPerSample: pooled,
      contextLength: null,
      vocabularySize: null,
      generates: false,
      blocks: [
        {
          name: 'features',
          count: 1,
          positions,
          layers: [
            overTime(config.size('num_mel_bins'), width, frames, {
              kernel,
              bias: true,
              inputGradient: false,
            }),
            overTime(width, width, positions, { kernel, bias: true, inputPositions: frames }),
            table('position', positions, width),
            residual(width, 1),
          ],
        },
        {
          name: 'layers',
          count: config.layers(keys.layers),
          positions,
          layers: [
            layerNorm(width),
            ...selfAttention({
              width,
              heads,
              keyValueHeads: heads,
              headWidth,
              bias: { ...biases(true), key: false },
              mask: fullMask,
            }),
            layerNorm(width),
            ...feedForward({ width, hidden: config.size(keys.hidden), gated: false, bias: true }),
            residual(width, 2),
          ],
        },
        {
          name: 'output',
          count: 1,
          positions: pooled,
          layers: [...(keys.pooled > 1 ? [elementwise('other', keys.pooled * width)] : []), layerNorm(width)],
        },
      ],
      notes: [`Each sample is one audio window of ${frames} mel frames.`],
    };
  },
};
