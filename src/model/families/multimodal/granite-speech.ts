import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import { linear } from '../../layers';
import type { Block } from '../../spec';
import { graniteLayer } from '../audio/granite-conformer';
import type { Family } from '../family';
import { withTowers } from './language';
import { queryTransformer } from './query-transformer';
import { soundFrames, soundNote } from './sounds';
import { embeddingWidth, runFor, towerBlock } from './towers';

/** Mel frames go in by twos. */
const frames = soundFrames / 2;

/** Conformer layers, between which the letters guessed in the middle are fed back. */
function ear(config: ConfigFields): Block[] {
  const width = config.size('hidden_dim');
  const heads = config.size('num_heads');
  const context = config.size('context_size');
  const distance = config.size('max_pos_emb');
  if (context > distance)
    config.refuse('context_size', said`(${context}) is more than max_pos_emb (${distance}).`);
  const layers = config.layers('num_layers');
  const { layers: layer } = graniteLayer(
    {
      width,
      heads,
      headWidth: config.optionalSize('dim_head') ?? config.headWidth('hidden_dim', 'num_heads'),
      hidden: width * config.size('feedforward_mult'),
      bias: true,
      inner: width * config.size('conv_expansion_factor'),
      kernel: config.size('conv_kernel_size'),
      context,
      distance,
    },
    frames,
    false,
  );
  const letters = config.size('output_dim');
  return runFor('audio', [
    towerBlock('audio', 'sound', frames, [
      linear('convolution', config.size('input_dim'), width, true, { inputGradient: false }),
    ]),
    { name: 'sound layers', count: layers, positions: frames, layers: layer },
    {
      name: 'letters',
      count: layers > 1 ? 1 : 0,
      parameterSets: 1,
      positions: frames,
      layers: [linear('head', width, letters, true), linear('head', letters, width, true)],
    },
  ]);
}

/** Width of what the encoder puts out: its last states, and those of the layers that `cat_hidden_layers` names. */
function statesWidth(encoder: ConfigFields): number {
  const width = encoder.size('hidden_dim');
  if ((encoder.raw('cat_hidden_layers') ?? null) === null) return width;
  const taken = encoder.integers('cat_hidden_layers');
  const layers = encoder.layers('num_layers');
  if (taken.some((index) => index < 0 || index >= layers))
    encoder.refuse('cat_hidden_layers', said`must name layers from 0 to ${layers - 1}.`);
  return width * (new Set(taken).size + 1);
}

/** Granite Speech: a conformer, queries that look at a few frames at a time, and a whole language model. */
export const graniteSpeech: Family = {
  name: 'granite speech and text',
  modelTypes: ['granite_speech', 'granite_speech_plus'],
  read: (config, modelType, library) =>
    withTowers(config, library, { modelType: 'granite' }, (text) => {
      const type = `${modelType}_encoder`;
      const { config: encoder } = config.section('encoder_config', type, { model_type: type });
      const { config: queries } = config.section('projector_config', 'blip_2_qformer');
      const window = config.size('window_size');
      const rate = config.size('downsample_rate');
      if (window % rate !== 0)
        config.refuse('downsample_rate', said`(${rate}) must divide window_size (${window}).`);
      const [given, read] = [statesWidth(encoder), queries.size('encoder_hidden_size')];
      const isTold = (encoder.raw('cat_hidden_layers') ?? null) !== null;
      if (isTold && given !== read)
        queries.refuse('encoder_hidden_size', said`(${read}) must be what the encoder puts out (${given}).`);
      return {
        blocks: [
          ...ear(encoder),
          ...queryTransformer({
            config: queries,
            tower: 'audio',
            count: Math.max(1, Math.floor(window / rate)),
            windows: Math.ceil(frames / window),
            keys: window,
            keyWidth: read,
            outputs: embeddingWidth(text),
            textFeedForward: queries.flag('use_qformer_text_input'),
          }),
        ],
        notes: [
          soundNote,
          ...(given === read
            ? []
            : [
                said`The projector reads states of ${read} numbers, the encoder puts out ${given}: the library runs no sound through it.`,
              ]),
        ],
      };
    }),
};
