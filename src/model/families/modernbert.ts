import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { activation, fullMask, layerNorm, linear, rotary, table } from '../layers';
import { biases, feedForward, languageModelHead, selfAttention } from '../sub-layers';
import type { Block } from '../spec';
import { architectureClass, headNotCounted, twoResiduals } from './decoder';
import { answerSpan } from './encoders/text-encoder';
import type { Family } from './family';
import { labelCount } from './labels';
import type { Message } from '../../units/message';

function head(config: ConfigFields, width: number): { layers: Layer[]; notes: Message[] } {
  const name = architectureClass(config);
  const dense = (positions: 'sequence' | 1): Layer[] => [
    linear('head', width, width, config.flag('classifier_bias'), { positions }),
    { ...activation('head', width), positions },
    { ...layerNorm(width, { bias: config.flag('norm_bias') }), positions },
  ];
  const classes = (labels: number, positions: 'sequence' | 1) => ({
    layers: [...dense(positions), linear('head', width, labels, true, { positions })],
    notes: [],
  });
  if (name !== null && !name.endsWith('ForMaskedLM')) {
    if (name.endsWith('ForSequenceClassification')) return classes(labelCount(config), 1);
    if (name.endsWith('ForMultipleChoice')) return classes(1, 1);
    if (name.endsWith('ForTokenClassification')) return classes(labelCount(config), 'sequence');
    if (name.endsWith('ForQuestionAnswering'))
      return { layers: [...dense('sequence'), answerSpan(config, width)], notes: [] };
    return { layers: [], notes: name.endsWith('Model') ? [] : [headNotCounted(name)] };
  }
  const tied = config.flag('tie_word_embeddings');
  return {
    layers: [
      ...dense('sequence'),
      ...languageModelHead(width, config.size('vocab_size'), { tied, bias: config.flag('decoder_bias') }),
    ],
    notes: [],
  };
}

/** ModernBERT: pre-norm, rotary positions, gated feed-forward; the first layer has no attention norm. */
export const modernbert: Family = {
  name: 'modernbert',
  modelTypes: ['modernbert'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const norm = layerNorm(width, { bias: config.flag('norm_bias') });
    // Local layers see neighbours on both sides; the saving a kernel could make of that is not counted.
    const layer: Layer[] = [
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth,
        bias: biases(config.flag('attention_bias')),
        mask: fullMask,
      }),
      rotary(heads, heads, headWidth),
      norm,
      ...feedForward({
        width,
        hidden: config.size('intermediate_size'),
        gated: true,
        bias: config.flag('mlp_bias'),
      }),
      twoResiduals(width),
    ];
    const count = config.layers('num_hidden_layers');
    const top = head(config, width);
    const layers: Block[] = [{ name: 'first layer', count: 1, positions: 'sequence', layers: layer }];
    if (count > 1)
      layers.push({ name: 'layers', count: count - 1, positions: 'sequence', layers: [norm, ...layer] });
    return {
      sample: 'text',
      tokensPerSample: 'sequence',
      contextLength: config.optionalSize('max_position_embeddings'),
      vocabularySize: config.size('vocab_size'),
      generates: false,
      blocks: [
        {
          name: 'embedding',
          count: 1,
          positions: 'sequence',
          layers: [table('embedding', config.size('vocab_size'), width), norm],
        },
        ...layers,
        { name: 'output', count: 1, positions: 'sequence', layers: [norm, ...top.layers] },
      ],
      notes: top.notes,
    };
  },
};
