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

/** Qwen3-ASR's ear: three strided convolutions over each stretch of the spectrogram, attention over several stretches. */
function recogniserEar(owner: ConfigFields): Block[] {
  const type = 'qwen3_asr_encoder';
  const { config } = owner.section('audio_config', type, { model_type: type });
  const width = config.size('d_model');
  const channels = config.size('downsample_hidden_size');
  const { frames, count } = stretches(config);
  const spectrograms = { frames, bands: config.size('num_mel_bins'), count };
  const { layers, frames: length, bands } = halvedThrice(channels, spectrograms);
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

const seenAndHeard = (
  config: ConfigFields,
  library: Library,
): { blocks: Block[]; notes: readonly Message[] } => {
  const type = 'qwen2_5_omni_vision_encoder';
  const eye = readTower(
    config,
    library,
    'vision',
    'vision_config',
    type,
    { model_type: type },
    'qwen2_5_vl_vision',
  );
  return { blocks: [...eye.blocks, ...omniEar(config)], notes: [...eye.notes, soundNote] };
};

/** The thinker of Qwen2.5-Omni (text, images and sounds to text), and Qwen3-ASR (sounds to text). */
export const omni: Family = {
  name: 'qwen-omni',
  modelTypes: ['qwen2_5_omni_thinker', 'qwen3_asr'],
  read(config, modelType, library) {
    if (modelType === 'qwen3_asr')
      return withTowers(config, library, { modelType: 'qwen3' }, () => ({
        blocks: recogniserEar(config),
        notes: [soundNote],
      }));
    const text = 'qwen2_5_omni_text';
    return withTowers(config, library, { modelType: text, fixed: true, readAs: 'qwen2' }, () =>
      seenAndHeard(config, library),
    );
  },
};
