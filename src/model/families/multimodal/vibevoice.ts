import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, residual, rmsNorm, vector } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { withTowers } from './language';
import { soundNote } from './sounds';
import { embeddingWidth, idle, other, towerBlock } from './towers';
import { soundDecoder, soundSamples, soundTokenizer } from './vibevoice-tokenizer';
import { said } from '../../../units/message';

const mostLayers = 1000;

/** From a latent's width to the language model's. */
const projector = (inputs: number, width: number): Layer[] => [
  linear('other', inputs, width, true),
  other(rmsNorm(width)),
  linear('other', width, width, true),
];

/** A latent of sound from noise, by steps that look at the language model's state: one step's layers. */
function diffusionHead(config: ConfigFields, width: number, latent: number): Block[] {
  const hidden = config.size('intermediate_size');
  const bias = config.flag('mlp_bias');
  const one = (layers: readonly Layer[], name: string, count: number): Block => ({
    name,
    count,
    tower: 'audio',
    positions: 1,
    layers,
  });
  return [
    one(
      [
        linear('other', latent, width, false),
        linear('other', width, width, false),
        linear('other', config.size('frequency_embedding_size'), width, false),
        linear('other', width, width, false),
      ],
      'diffusion inputs',
      1,
    ),
    one(
      [
        other(rmsNorm(width)),
        linear('other', width, 3 * width, false),
        linear('other', width, hidden, bias),
        linear('other', width, hidden, bias),
        linear('other', hidden, width, bias),
        residual(width, 3),
      ],
      'diffusion layers',
      Math.min(mostLayers, config.layers('num_hidden_layers')),
    ),
    one(
      [linear('other', width, 2 * width, false), linear('other', width, latent, false)],
      'diffusion output',
      1,
    ),
  ];
}

/** VibeVoice (arXiv:2508.19205): Qwen2 reads text and sounds of voices; a diffusion head makes sounds of its states. */
export const vibevoice: Family = {
  name: 'vibevoice',
  modelTypes: ['vibevoice'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'qwen2', tie: 'text' }, (text) => {
      const { config: sound } = config.section('audio_config', 'vibevoice_acoustic_tokenizer');
      const { config: meaning } = config.section(
        'semantic_model_config',
        'vibevoice_acoustic_tokenizer_encoder',
      );
      const { config: head } = config.section('diffusion_head_config', 'vibevoice_diffusion');
      const acoustic = soundTokenizer(sound, 'acoustic', [soundSamples]);
      const semantic = soundTokenizer(meaning, 'semantic', [soundSamples]);
      const width = embeddingWidth(text);
      return {
        blocks: [
          // The library runs the tokenizer without gradients.
          ...acoustic.blocks.map((block) => ({ ...block, untrained: true as const })),
          towerBlock('audio', 'projector', acoustic.positions, [
            vector('other', 2),
            ...projector(acoustic.width, width),
          ]),
          ...idle([
            ...semantic.blocks,
            towerBlock('audio', 'semantic projector', 1, projector(semantic.width, width)),
            ...diffusionHead(head, width, acoustic.width),
          ]),
          ...soundDecoder(sound),
        ],
        notes: [
          soundNote,
          said`What it takes to speak is not counted: steps of the diffusion head, the sound decoder and the semantic tokenizer.`,
        ],
      };
    }),
};
