import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { languageModelHead } from '../../sub-layers';
import type { EncoderShape } from '../bert';
import { encoderLayer } from '../bert';
import type { Family } from '../family';
import { labelCount } from '../labels';
import { said } from '../../../units/message';
import { answerSpan, block, classifier, textEncoder } from './text-encoder';

const hiddenFactor = 4;

/** One vector of the sample, projected to the classes or to its own width where the config projects it. */
function summary(
  config: ConfigFields,
  width: number,
): { readonly layers: Layer[]; readonly outputs: number } {
  if (!config.flag('summary_use_proj')) return { layers: [], outputs: width };
  const outputs = config.flag('summary_proj_to_labels') ? labelCount(config) : width;
  return { layers: [linear('head', width, outputs, true, { positions: 1 })], outputs };
}

/** XLM and FlauBERT: BERT's layers with embeddings of languages, and an output tied to the tokens. */
export const xlm: Family = {
  name: 'xlm',
  modelTypes: ['xlm', 'flaubert'],
  read(config) {
    const width = config.size('emb_dim');
    const shape: EncoderShape = {
      width,
      heads: config.size('n_heads'),
      headWidth: config.headWidth('emb_dim', 'n_heads'),
      hidden: hiddenFactor * width,
      layers: config.layers('n_layers'),
    };
    if (config.given('is_encoder') && !config.flag('is_encoder'))
      config.refuse('is_encoder', 'must be true: false is not covered.');
    if (config.flag('asm')) config.refuse('asm', 'is true: the adaptive softmax is not covered.');
    const languages = config.flag('use_lang_emb') ? config.size('n_langs') : 1;
    const words = () =>
      languageModelHead(width, config.size('vocab_size'), {
        tied: config.flag('tie_word_embeddings'),
        bias: true,
      });
    return textEncoder({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), width),
        table('position', config.size('max_position_embeddings'), width),
        ...(languages > 1 ? [table('embedding', languages, width)] : []),
        residual(width, 1),
        layerNorm(width),
      ],
      body: [block('layers', encoderLayer(shape), shape.layers)],
      heads: {
        ForMaskedLM: words,
        LMHeadModel: words,
        ForTokenClassification: () => [classifier(config, width, 'sequence')],
        ForQuestionAnsweringSimple: () => [answerSpan(config, width)],
        ForSequenceClassification: () => summary(config, width).layers,
        ForMultipleChoice: () => {
          const { layers, outputs } = summary(config, width);
          const labels = labelCount(config);
          if (outputs !== labels)
            config.refuse('num_labels', said`(${labels}) must be what the summary puts out (${outputs}).`);
          return [...layers, linear('head', labels, 1, true, { positions: 1 })];
        },
        Model: () => [],
      },
    });
  },
};
