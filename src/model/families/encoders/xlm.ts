import { layerNorm, residual, table } from '../../layers';
import { languageModelHead } from '../../sub-layers';
import type { EncoderShape } from '../bert';
import { encoderLayer } from '../bert';
import type { Family } from '../family';
import { block, classifier, textEncoder } from './text-encoder';

const hiddenFactor = 4;

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
        Model: () => [],
      },
    });
  },
};
