import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear } from '../../layers';
import type { Family } from '../family';
import { funAsrLayer, funAsrSizes } from '../audio/fun-asr';
import { withTowers } from './language';
import type { TowerReading } from './towers';
import { embeddingWidth, other, readTower, towerBlock, twoLayerProjector } from './towers';
import { said } from '../../../units/message';

/** How a language model takes in what Whisper's encoder puts out. */
interface Kind {
  readonly text: string;
  readonly encoder: string;
  /** Set where the file's text_config is laid over the library's usual one. */
  readonly fills?: true;
  /** Whether the owner ties the output to the tokens; the library has no tied form of the others. */
  readonly tie?: 'own';
  readonly project: (
    tower: TowerReading,
    textWidth: number,
    owner: ConfigFields,
  ) => { readonly positions: number; readonly layers: Layer[] };
}

/** More layers than any adaptor has. */
const mostAdaptorLayers = 100;

const widthOf = (config: ConfigFields): number => config.size('hidden_size');

const twoLayers = (
  { config, positions }: TowerReading,
  textWidth: number,
  bias: boolean,
): { positions: number; layers: Layer[] } => ({
  positions,
  layers: twoLayerProjector({ inputs: widthOf(config), hidden: textWidth, outputs: textWidth, bias }),
});

/** Voxtral and GLM-ASR lay so many neighbouring positions side by side that they fill the encoder's intermediate size. */
function sideBySide(
  { config, positions }: TowerReading,
  textWidth: number,
  { hidden, bias }: { readonly hidden: number; readonly bias: boolean },
): { positions: number; layers: Layer[] } {
  const [width, joined] = [widthOf(config), config.size('intermediate_size')];
  if ((positions * width) % joined !== 0)
    config.refuse(
      'intermediate_size',
      said`(${joined}) does not divide what the encoder puts out (${positions * width}).`,
    );
  return {
    positions: Math.max(1, Math.floor((positions * width) / joined)),
    layers: twoLayerProjector({ inputs: joined, hidden, outputs: textWidth, bias }),
  };
}

const kinds: Readonly<Record<string, Kind>> = {
  qwen2_audio: {
    text: 'qwen2',
    encoder: 'qwen2_audio_encoder',
    project: ({ config, positions }, textWidth) => ({
      positions,
      layers: [linear('other', config.size('d_model'), textWidth, true)],
    }),
  },
  audioflamingo3: {
    text: 'qwen2',
    encoder: 'audioflamingo3_encoder',
    project: (tower, textWidth, owner) => twoLayers(tower, textWidth, owner.flag('projector_bias')),
  },
  musicflamingo: {
    text: 'qwen2',
    encoder: 'audioflamingo3_encoder',
    project: (tower, textWidth, owner) => twoLayers(tower, textWidth, owner.flag('projector_bias')),
  },
  voxtral: {
    text: 'llama',
    encoder: 'voxtral_encoder',
    fills: true,
    project: (tower, textWidth) => sideBySide(tower, textWidth, { hidden: textWidth, bias: false }),
  },
  moss_transcribe_diarize: {
    text: 'qwen3',
    encoder: 'moss_transcribe_diarize_audio',
    tie: 'own',
    project: ({ config, positions }, textWidth, owner) => {
      const merged = owner.size('audio_merge_size');
      const bias = owner.flag('projector_bias');
      const inputs = merged * widthOf(config);
      return {
        positions: Math.ceil(positions / merged),
        layers: [
          ...twoLayerProjector({ inputs, hidden: textWidth, outputs: textWidth, bias }),
          other(layerNorm(textWidth)),
        ],
      };
    },
  },
  fun_asr_nano: {
    text: 'qwen3',
    encoder: 'fun_asr_nano_encoder',
    tie: 'own',
    project: ({ config, positions }, textWidth, owner) => {
      const { config: adaptor } = owner.filled('adaptor_config').section('adaptor_config');
      const outputs = adaptor.size('hidden_size');
      if (outputs !== textWidth)
        adaptor.refuse('hidden_size', said`(${outputs}) must be that of text_config (${textWidth}).`);
      const hidden = adaptor.size('projector_hidden_size');
      const layer = funAsrLayer(funAsrSizes(adaptor));
      const layers = Math.min(mostAdaptorLayers, adaptor.layers('num_hidden_layers'));
      return {
        positions,
        layers: [
          ...twoLayerProjector({ inputs: widthOf(config), hidden, outputs, bias: true }),
          ...Array.from({ length: layers }, () => layer)
            .flat()
            .map((part): Layer => (part.kind === 'attention' ? part : { ...part, component: 'other' })),
        ],
      };
    },
  },
  omniasr: {
    text: 'llama',
    encoder: 'omniasr_audio',
    project: ({ config, positions }, textWidth) => ({
      positions,
      layers: [linear('other', widthOf(config), textWidth, true)],
    }),
  },
  glmasr: {
    text: 'llama',
    encoder: 'glmasr_encoder',
    tie: 'own',
    project: (tower, textWidth) => sideBySide(tower, textWidth, { hidden: 2 * textWidth, bias: true }),
  },
};

/** Language models that hear: Whisper's encoder, a projector, and a decoder of text. */
export const audioLanguage: Family = {
  name: 'audio-language',
  modelTypes: Object.keys(kinds),
  read(given, modelType, library) {
    const kind = kinds[modelType];
    const config = kind?.fills === true ? given.filled('text_config') : given;
    const language = { modelType: kind?.text ?? 'qwen2', tie: kind?.tie ?? 'never' } as const;
    return withTowers(config, library, language, (text) => {
      if (kind === undefined) return { blocks: [] };
      const tower = readTower(config, library, 'audio', 'audio_config', kind.encoder);
      const { positions, layers } = kind.project(tower, embeddingWidth(text), config);
      return {
        blocks: [...tower.blocks, towerBlock('audio', 'projector', positions, layers)],
        notes: tower.notes,
      };
    });
  },
};
