import { layerNorm, linear, residual, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import { labelCount } from '../labels';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { headsOf, transformerLayer, visionTransformer } from '../vision/transformer';
import type { PatchGrid } from '../vision/image';
import { said } from '../../../units/message';

/** Audio Spectrogram Transformer: a Vision Transformer over overlapping patches of a mel spectrogram. */
export const spectrogramTransformer: Family = {
  name: 'vit',
  modelTypes: ['audio-spectrogram-transformer'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const patch = config.size('patch_size');
    const along = (key: string, strideKey: string): number => {
      const length = config.size(key);
      if (length < patch) config.refuse(key, said`(${length}) is smaller than a patch (${patch}).`);
      return Math.max(1, Math.floor((length - patch) / config.size(strideKey)) + 1);
    };
    const bands = along('num_mel_bins', 'frequency_stride');
    const times = along('max_length', 'time_stride');
    const grid: PatchGrid = { patch: [patch, patch], extent: [bands, times], patches: bands * times };
    const shape = visionTransformer({
      config,
      grid,
      width,
      patches: {
        kind: 'convolution',
        component: 'convolution',
        inputs: 1,
        outputs: width,
        kernel: patch * patch,
        outputPositions: grid.patches,
        bias: true,
        inputGradient: false,
      },
      furtherTokens: 2,
      embedding: [
        vector('embedding', 2 * width),
        table('position', grid.patches + 2, width),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, 'ForAudioClassification', {
        ForAudioClassification: () => [
          layerNorm(width),
          linear('head', width, labelCount(config), true, { positions: 1 }),
        ],
      }),
    });
    return { ...shape, sample: 'audio' };
  },
};
