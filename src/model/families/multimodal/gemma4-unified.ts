import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import { layerNorm, linear, residual, table } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { embedder, usualImageTokens } from './gemma4';
import { withTowers } from './language';
import { soundNote, soundSeconds } from './sounds';
import { embeddingWidth, towerBlock } from './towers';

const samplesPerSecond = 16_000;

/** Merged patches through one linear layer between norms; two learned positions for each. */
function imageEmbedder(owner: ConfigFields, textWidth: number): Block {
  const { config } = owner.section('vision_config', 'gemma4_unified_vision', {
    model_type: 'gemma4_unified_vision',
  });
  const width = config.size('mm_embed_dim');
  const side = config.size('patch_size') * config.size('pooling_kernel_size');
  const pixels = 3 * side * side;
  if (config.size('output_proj_dims') !== width)
    config.refuse(
      'output_proj_dims',
      said`(${config.size('output_proj_dims')}) must be mm_embed_dim (${width}).`,
    );
  return towerBlock('vision', 'patches', usualImageTokens, [
    layerNorm(pixels),
    linear('embedding', pixels, width, true),
    layerNorm(width),
    table('position', 2 * config.size('mm_posemb_size'), width),
    residual(width, 2),
    layerNorm(width),
    ...embedder(width, textWidth),
  ]);
}

/** Frames of the waveform itself, each one token. */
function soundEmbedder(owner: ConfigFields, textWidth: number): Block {
  const { config } = owner.section('audio_config', 'gemma4_unified_audio', {
    model_type: 'gemma4_unified_audio',
  });
  const samples = config.size('audio_embed_dim');
  const frames = Math.max(1, Math.floor((samplesPerSecond * soundSeconds) / samples));
  return towerBlock('audio', 'frames', frames, embedder(samples, textWidth));
}

/** Gemma 4 without towers: pixels and sound samples go straight into the language model. */
export const gemma4Unified: Family = {
  name: 'gemma',
  modelTypes: ['gemma4_unified'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'gemma4_unified_text', fixed: true }, (text) => {
      const textWidth = embeddingWidth(text);
      const [image, sound] = [config.hasSection('vision_config'), config.hasSection('audio_config')];
      return {
        blocks: [
          ...(image ? [imageEmbedder(config, textWidth)] : []),
          ...(sound ? [soundEmbedder(config, textWidth)] : []),
        ],
        notes: [
          ...(image
            ? [said`Images may have any size: an image is one of ${usualImageTokens} merged patches.`]
            : []),
          ...(sound ? [soundNote] : []),
        ],
      };
    }),
};
