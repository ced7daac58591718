import { elementwise, fullMask, layerNorm, residual, rotary, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Family } from '../family';
import { headsOf } from '../vision/transformer';
import { overTime } from './conformer';
import { said } from '../../../units/message';

const kernel = 3;
/** The second convolution halves the mel frames. */
const framesPerPosition = 2;

/** Key names, how many positions are averaged behind the layers, and whether positions are rotary. */
interface Variant {
  readonly width: string;
  readonly heads: string;
  readonly hidden: string;
  readonly layers: string;
  readonly positions: string;
  readonly pooled: number;
  readonly rotates?: true;
}

const usual: Variant = {
  width: 'hidden_size',
  heads: 'num_attention_heads',
  hidden: 'intermediate_size',
  layers: 'num_hidden_layers',
  positions: 'max_source_positions',
  pooled: 1,
};

const variants: Readonly<Record<string, Variant>> = {
  qwen2_audio_encoder: {
    ...usual,
    width: 'd_model',
    heads: 'encoder_attention_heads',
    hidden: 'encoder_ffn_dim',
    layers: 'encoder_layers',
    pooled: 2,
  },
  voxtral_encoder: usual,
  moss_transcribe_diarize_audio: usual,
  audioflamingo3_encoder: { ...usual, pooled: 2 },
  glmasr_encoder: { ...usual, positions: 'max_position_embeddings', rotates: true },
};

/** Whisper's encoder alone, as the ear of a language model: the config of the part itself. */
export const whisperEncoder: Family = {
  name: 'whisper',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    const keys = variants[modelType] ?? usual;
    const isRotary = keys.rotates === true;
    const { width, heads, headWidth } = headsOf(config, keys.width, keys.heads);
    const positions = config.size(keys.positions);
    const keyValueHeads = isRotary ? config.keyValueHeads('num_key_value_heads', heads) : heads;
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
            ...(isRotary ? [] : [table('position', positions, width), residual(width, 1)]),
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
              keyValueHeads,
              headWidth,
              bias: { ...biases(true), key: false },
              mask: fullMask,
            }),
            ...(isRotary ? [rotary(heads, keyValueHeads, headWidth)] : []),
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
      notes: [said`Each sample is one audio window of ${frames} mel frames.`],
    };
  },
};
