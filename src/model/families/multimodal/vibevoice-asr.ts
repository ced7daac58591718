import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNorm } from '../../layers';
import type { Family } from '../family';
import { withTowers } from './language';
import { soundNote } from './sounds';
import { embeddingWidth, other, towerBlock } from './towers';
import type { SoundTokenizer } from './vibevoice-tokenizer';
import { soundSamples, soundTokenizer } from './vibevoice-tokenizer';

/** The pieces in which a sound is tokenized. */
function chunksOf(config: ConfigFields): number[] {
  const chunk = config.size('acoustic_tokenizer_chunk_size');
  if (soundSamples / chunk > 1000) {
    config.refuse(
      'acoustic_tokenizer_chunk_size',
      said`(${chunk}) cuts a sound of 30 s into more than 1000.`,
    );
    return [soundSamples];
  }
  const whole = Math.floor(soundSamples / chunk);
  const rest = soundSamples % chunk;
  return [...Array.from({ length: whole }, () => chunk), ...(rest > 0 ? [rest] : [])];
}

/** VibeVoice-ASR: two tokenizers of sound, one for how it sounds and one for what is said, side by side into Qwen2. */
export const vibevoiceAsr: Family = {
  name: 'vibevoice asr',
  modelTypes: ['vibevoice_asr'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'qwen2', tie: 'never' }, (text) => {
      const chunks = chunksOf(config);
      const tokenizer = (kind: 'acoustic' | 'semantic'): SoundTokenizer =>
        soundTokenizer(
          config.section(`${kind}_tokenizer_encoder_config`, 'vibevoice_acoustic_tokenizer_encoder').config,
          kind,
          chunks,
        );
      const [acoustic, semantic] = [tokenizer('acoustic'), tokenizer('semantic')];
      if (acoustic.positions !== semantic.positions)
        config.refuse(
          'semantic_tokenizer_encoder_config',
          said`gives ${semantic.positions} positions, the acoustic tokenizer ${acoustic.positions}.`,
        );
      const chunk = config.size('acoustic_tokenizer_chunk_size');
      if (chunk % acoustic.hop !== 0)
        config.refuse(
          'acoustic_tokenizer_chunk_size',
          said`(${chunk}) must be a multiple of the samples that one position stands for (${acoustic.hop}).`,
        );
      const width = embeddingWidth(text);
      const project = (inputs: number): Layer[] => [
        linear('other', inputs, width, true, { inputGradient: false }),
        other(rmsNorm(width)),
        linear('other', width, width, true),
      ];
      return {
        blocks: [
          // The library runs the tokenizers without gradients.
          ...[...acoustic.blocks, ...semantic.blocks].map((block) => ({
            ...block,
            untrained: true as const,
          })),
          towerBlock('audio', 'projector', acoustic.positions, [
            ...project(acoustic.width),
            ...project(semantic.width),
          ]),
        ],
        notes: [soundNote],
      };
    }),
};
