import type { ConfigFields } from '../../config-fields';
import { fullMask, layerNorm, linear } from '../../layers';
import type { Layer } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import type { Top } from '../vision/head';
import { topOf } from '../vision/head';
import { headsOf } from '../vision/transformer';
import type { Variant } from './waveform';
import { featureEncoder, positionConvolution, samplesPerSecond, seconds } from './waveform';
import { said } from '../../../units/message';

const variant: Variant = { positions: 'no norm', featureNorm: 'layer', adapters: false };

/** The encoder of a model that may hold it under `audio_config`, and the letters' head that only the model has. */
function encoderAndHead(config: ConfigFields, modelType: string) {
  if (modelType === 'omniasr_audio') return { encoder: config, head: (): Top => ({ layers: [], notes: [] }) };
  const encoder = config.section('audio_config', 'omniasr_audio').config;
  const head = (): Top =>
    topOf(config, 'ForCTC', {
      ForCTC: () => [linear('head', encoder.size('hidden_size'), config.size('vocab_size'), true)],
    });
  return { encoder, head };
}

/** OmniASR: wav2vec 2.0's convolutions and positions in front of pre-norm layers; letters (CTC) on top, or the encoder alone. */
export const omniAsr: Family = {
  name: 'omniasr',
  modelTypes: ['omniasr_audio', 'omniasr_ctc'],
  read(config, modelType) {
    const { encoder, head } = encoderAndHead(config, modelType);
    const { width, heads, headWidth } = headsOf(encoder);
    const features = featureEncoder(encoder, variant, seconds * samplesPerSecond);
    const { frames } = features;
    const hidden = encoder.size('intermediate_size');
    const layer: Layer[] = [
      layerNorm(width),
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: biases(true),
        mask: fullMask,
      }),
      layerNorm(width),
      ...feedForward({ width, hidden, gated: false, bias: true }),
      twoResiduals(width),
    ];
    const top = head();
    return {
      sample: 'audio',
      tokensPerSample: frames,
      contextLength: null,
      vocabularySize: config.optionalSize('vocab_size'),
      generates: false,
      blocks: [
        {
          name: 'features',
          count: 1,
          positions: frames,
          layers: [
            ...features.layers,
            layerNorm(features.width),
            linear('embedding', features.width, width, true),
            ...positionConvolution(encoder, variant, width, frames),
          ],
        },
        { name: 'layers', count: encoder.layers('num_hidden_layers'), positions: frames, layers: layer },
        { name: 'output', count: 1, positions: frames, layers: [layerNorm(width), ...top.layers] },
      ],
      notes: [said`One sound of ${seconds} seconds at 16 kHz: ${frames} frames.`, ...top.notes],
    };
  },
};
