import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm, residual, table } from '../../layers';
import { biases, crossAttention, feedForward, selfAttention } from '../../sub-layers';
import { architectureClass } from '../decoder';
import { maskedLanguageHead, unusedBias } from '../bert';
import type { Family, ModelShape } from '../family';
import { said } from '../../../units/message';
import { shapeOfSection } from './towers';

/** BERT's layer as a decoder that looks at an image of `positions`, of a width of its own. */
function layerOf(config: ConfigFields, positions: number): Layer[] {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
  const bias = biases(true);
  return [
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask: causal }),
    layerNorm(width),
    ...crossAttention({
      width,
      heads,
      headWidth,
      bias,
      contextPositions: positions,
      contextWidth: config.size('encoder_hidden_size'),
    }),
    layerNorm(width),
    ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
    layerNorm(width),
    residual(width, 3),
  ];
}

/** BLIP that describes images: its image tower, and BERT's layers as a decoder that looks at what the tower puts out. */
export const blip: Family = {
  name: 'blip',
  modelTypes: ['blip'],
  read(config, _modelType, library): ModelShape {
    const name = architectureClass(config);
    if (name !== null && !name.endsWith('ForConditionalGeneration'))
      config.refuse('architectures', said`names ${name}: only the model that describes images is covered.`);
    const vision = config.section('vision_config', 'blip_vision_model', {
      model_type: 'blip_vision_model',
      architectures: ['Model'],
    });
    const tower = shapeOfSection(vision, library);
    const positions = typeof tower.tokensPerSample === 'number' ? tower.tokensPerSample : 1;
    const type = 'blip_text_model';
    const section = config.section('text_config', type, { model_type: type });
    const tied = config.flag('tie_word_embeddings') || section.config.flag('tie_word_embeddings');
    const text = section.config.overlaid({ tie_word_embeddings: tied });
    const width = text.size('hidden_size');
    if (text.size('encoder_hidden_size') !== vision.config.size('hidden_size'))
      text.refuse(
        'encoder_hidden_size',
        said`(${text.size('encoder_hidden_size')}) must be the tower's width (${vision.config.size('hidden_size')}).`,
      );
    if (text.raw('is_decoder') === false) text.refuse('is_decoder', 'must be true: false is not covered.');
    const vocabulary = text.size('vocab_size');
    return {
      sample: 'image',
      tokensPerSample: 'sequence',
      contextLength: text.optionalSize('max_position_embeddings'),
      vocabularySize: vocabulary,
      generates: true,
      blocks: [
        ...tower.blocks,
        {
          name: 'embedding',
          count: 1,
          positions: 'sequence',
          layers: [
            table('embedding', vocabulary, width),
            table('position', text.size('max_position_embeddings'), width),
            residual(width, 1),
            layerNorm(width),
          ],
        },
        {
          name: 'decoder',
          count: text.layers('num_hidden_layers'),
          positions: 'sequence',
          layers: layerOf(text, positions),
        },
        {
          name: 'output',
          count: 1,
          positions: 'sequence',
          layers: [...maskedLanguageHead(text, width, width), ...unusedBias(text)],
        },
      ],
      notes: [...tower.notes, said`Each sample is one image; tokens are those of its text.`],
    };
  },
};
