import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, table } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { said, type Message } from '../../../units/message';
import { overTime } from '../audio/conformer';
import { twoResiduals } from '../decoder';
import type { Family, Library } from '../family';
import { headsOf } from '../vision/transformer';
import { withTowers } from './language';
import { halvedThrice, soundFrames, soundNote } from './sounds';
import { readTower, towerBlock, twoLayerProjector } from './towers';

/** Positions that the library takes a stretch to leave, whatever its frames. */
const stretchPositions = 13;

/** Sounds are cut into stretches of so many frames, each convolved alone. */
function stretches(config: ConfigFields): { readonly frames: number; readonly count: number } {
  const frames = 2 * config.size('n_window');
  if (soundFrames % frames !== 0)
    config.refuse('n_window', said`(${frames / 2}) must cut ${soundFrames} frames into whole stretches.`);
  return { frames, count: Math.ceil(soundFrames / frames) };
}

/** Whisper's layer, where positions attend within windows of the lengths given. */
function soundLayer(config: ConfigFields, windows: readonly number[], keyBias: boolean): Layer[] {
  const { width, heads, headWidth } = headsOf(config, 'd_model', 'encoder_attention_heads');
  const bias = { ...biases(true), key: keyBias };
  return [
    layerNorm(width),
    linear('attention.projections', width, width, bias.query),
    linear('attention.projections', width, width, bias.key),
    linear('attention.projections', width, width, bias.value),
    ...windows.flatMap((length): Layer[] => [
      {
        kind: 'product',
        component: 'attention.scores',
        batches: heads,
        rows: length,
        inner: headWidth,
        columns: length,
      },
      {
        kind: 'product',
        component: 'attention.values',
        batches: heads,
        rows: length,
        inner: length,
        columns: headWidth,
      },
    ]),
    linear('attention.projections', width, width, bias.output),
    layerNorm(width),
    ...feedForward({ width, hidden: config.size('encoder_ffn_dim'), gated: false, bias: true }),
    twoResiduals(width),
  ];
}

/** Qwen2.5-Omni's ear: Whisper's, stretch by stretch; two positions averaged to one. */
function omniEar(owner: ConfigFields): Block[] {
  const type = 'qwen2_5_omni_audio_encoder';
  const { config } = owner.section('audio_config', type, { model_type: type });
  const width = config.size('d_model');
  const { frames, count } = stretches(config);
  const positions = count * (frames / 2);
  const kernel = { kernel: 3, bias: true };
  return [
    towerBlock('audio', 'spectrogram', positions, [
      overTime(config.size('num_mel_bins'), width, count * frames, { ...kernel, inputGradient: false }),
      overTime(width, width, positions, kernel),
      table('other', 2, config.size('output_dim')),
    ]),
    {
      name: 'sound layers',
      count: config.layers('encoder_layers'),
      tower: 'audio',
      positions,
      layers: soundLayer(
        config,
        Array.from({ length: count }, () => frames / 2),
        false,
      ),
    },
    towerBlock('audio', 'projector', Math.floor(positions / 2), [
      layerNorm(width),
      linear('other', width, config.size('output_dim'), true),
    ]),
  ];
}

/** The ear of Qwen3-ASR and Qwen3-Omni: three strided convolutions over each stretch of the spectrogram, attention over several stretches. */
function convolvedEar(
  owner: ConfigFields,
  type: 'qwen3_asr_encoder' | 'qwen3_omni_moe_audio_encoder',
): Block[] {
  const { config } = owner.section('audio_config', type, { model_type: type });
  const width = config.size('d_model');
  const channels = config.size('downsample_hidden_size');
  const { frames, count } = stretches(config);
  const spectrograms = { frames, bands: config.size('num_mel_bins'), count };
  const { layers, frames: length, bands } = halvedThrice(channels, spectrograms);
  if (length !== stretchPositions)
    config.refuse(
      'n_window',
      said`(${frames / 2}) leaves ${length} positions of a stretch, where the library takes ${stretchPositions}.`,
    );
  const positions = count * length;
  const window = length * Math.max(1, Math.floor(config.size('n_window_infer') / frames));
  const whole = Math.floor(positions / window);
  const rest = positions % window;
  const windows = [...Array.from({ length: whole }, () => window), ...(rest > 0 ? [rest] : [])];
  return [
    towerBlock('audio', 'spectrogram', positions, [
      ...layers,
      linear('convolution', channels * bands, width, false),
    ]),
    {
      name: 'sound layers',
      count: config.layers('encoder_layers'),
      tower: 'audio',
      positions,
      layers: soundLayer(config, windows, true),
    },
    towerBlock('audio', 'projector', positions, [
      layerNorm(width),
      ...twoLayerProjector({
        inputs: width,
        hidden: width,
        outputs: config.size('output_dim'),
        bias: true,
      }),
      activation('other', width),
    ]),
  ];
}

/** What the thinkers of Qwen-Omni are made of: model types that the library builds whatever the file says, and whose build theirs is. */
interface Thinker {
  readonly text: string;
  readonly textAs: string;
  readonly eye: string;
  readonly eyeAs: string;
  readonly ear: (owner: ConfigFields) => Block[];
}

const qwen25Thinker: Thinker = {
  text: 'qwen2_5_omni_text',
  textAs: 'qwen2',
  eye: 'qwen2_5_omni_vision_encoder',
  eyeAs: 'qwen2_5_vl_vision',
  ear: omniEar,
};

const qwen3Thinker: Thinker = {
  text: 'qwen3_omni_moe_text',
  textAs: 'qwen3_moe',
  eye: 'qwen3_omni_moe_vision_encoder',
  eyeAs: 'qwen3_vl_moe_vision',
  ear: (owner) => convolvedEar(owner, 'qwen3_omni_moe_audio_encoder'),
};

const seenAndHeard = (
  config: ConfigFields,
  library: Library,
  { eye: type, eyeAs, ear }: Thinker,
): { blocks: Block[]; notes: readonly Message[] } => {
  const eye = readTower(config, library, 'vision', 'vision_config', type, { model_type: type }, eyeAs);
  return { blocks: [...eye.blocks, ...ear(config)], notes: [...eye.notes, soundNote] };
};

/** The thinkers of Qwen2.5-Omni and Qwen3-Omni (text, images and sounds to text), and Qwen3-ASR (sounds to text). */
export const omni: Family = {
  name: 'qwen-omni',
  modelTypes: ['qwen2_5_omni_thinker', 'qwen3_omni_moe_thinker', 'qwen3_asr'],
  read(config, modelType, library) {
    if (modelType === 'qwen3_asr')
      return withTowers(config, library, { modelType: 'qwen3' }, () => ({
        blocks: convolvedEar(config, 'qwen3_asr_encoder'),
        notes: [soundNote],
      }));
    const thinker = modelType === 'qwen3_omni_moe_thinker' ? qwen3Thinker : qwen25Thinker;
    const language = { modelType: thinker.text, fixed: true, readAs: thinker.textAs };
    return withTowers(config, library, language, () => seenAndHeard(config, library, thinker));
  },
};
