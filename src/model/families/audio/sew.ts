import { elementwise, fullMask, layerNorm, linear, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { encoderShapeOf } from '../bert';
import { checkHeadSize, disentangledAttention } from '../encoders/deberta';
import { labelCount } from '../labels';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { topOf } from '../vision/head';
import { headsOf } from '../vision/transformer';
import { overTime } from './conformer';
import { convolved, featureEncoder, maskedFrame, samplesPerSecond, seconds } from './waveform';
import { said } from '../../../units/message';

/** SEW and SEW-D (arXiv:2109.06870): wav2vec 2.0, with DeBERTa's attention in the second, whose layers see `squeeze_factor` times fewer frames than go in and come out. */
export const squeezedWaveform: Family = {
  name: 'wav2vec2',
  modelTypes: ['sew', 'sew-d'],
  read(config, modelType) {
    const disentangled = modelType === 'sew-d';
    const { width, heads, headWidth } = headsOf(config);
    const features = featureEncoder(
      config,
      { positions: 'weight norm', adapters: false },
      seconds * samplesPerSecond,
    );
    const frames = features.frames;
    const squeeze = config.size('squeeze_factor');
    const kernel = config.size('num_conv_pos_embeddings');
    const named = config.size('num_conv_pos_embedding_groups');
    if (width % named !== 0)
      config.refuse(
        'num_conv_pos_embedding_groups',
        said`(${named}) does not divide hidden_size (${width}).`,
      );
    const groups = width % named === 0 ? named : 1;
    const convolvedFrames = convolved(frames, kernel, squeeze, Math.floor(kernel / 2));
    // An even kernel makes one frame more, which is dropped.
    const squeezed = Math.max(
      1,
      Math.min(Math.floor(frames / squeeze), convolvedFrames - (kernel % 2 === 0 ? 1 : 0)),
    );
    if (disentangled) checkHeadSize(config, encoderShapeOf(config));
    const relative = disentangled
      ? disentangledAttention(config, encoderShapeOf(config), squeezed)
      : { tables: [], scores: [], idle: [] };
    const top = topOf(config, 'ForCTC', {
      ForCTC: () => [linear('head', width, config.size('vocab_size'), true)],
      ForSequenceClassification: () => {
        const inner = config.size('classifier_proj_size');
        const layers = config.layers('num_hidden_layers');
        return [
          ...(config.flag('use_weighted_layer_sum') ? [vector('head', layers + 1)] : []),
          linear('head', width, inner, true),
          linear('head', inner, labelCount(config), true, { positions: 1 }),
        ];
      },
    });
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
            ...(features.width === width ? [] : [linear('embedding', features.width, width, true)]),
            ...maskedFrame(config, width),
            overTime(width, width, convolvedFrames, {
              component: 'position',
              kernel,
              groups,
              bias: true,
              inputPositions: frames,
            }),
            // Weight norm keeps the length of each of the kernel's places apart.
            vector('position', kernel),
          ],
        },
        {
          name: 'squeezed',
          count: 1,
          positions: squeezed,
          layers: disentangled ? relative.tables : [layerNorm(width)],
        },
        {
          name: 'layers',
          count: config.layers('num_hidden_layers'),
          positions: squeezed,
          layers: [
            ...selfAttention({
              width,
              heads,
              keyValueHeads: heads,
              headWidth,
              bias: biases(true),
              mask: fullMask,
            }),
            layerNorm(width),
            ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
            layerNorm(width),
            twoResiduals(width),
            ...relative.scores,
          ],
        },
        ...relative.idle,
        {
          name: 'stretched',
          count: 1,
          positions: squeezed,
          layers: [
            linear('other', width, width * squeeze, true),
            elementwise('other', 5 * width * squeeze, 2 * width * squeeze),
          ],
        },
        { name: 'output', count: 1, positions: frames, layers: top.layers },
      ],
      notes: [said`One sound of ${seconds} seconds at 16 kHz: ${frames} frames.`, ...top.notes],
    };
  },
};
