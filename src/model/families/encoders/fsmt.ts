import { causal, fullMask, residual, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import { stackLayer } from '../encoder-decoder';
import type { Family } from '../family';
import { sequenceToSequence } from './sequence-to-sequence';
import { block } from './text-encoder';

/** The token that pads stands at position 1, and positions begin behind it. */
const usualPadding = 1;

/** FSMT (fairseq's WMT19 translators): BART's layers, sines kept as parameters, a vocabulary for each language. */
export const fsmt: Family = {
  name: 'fsmt',
  modelTypes: ['fsmt'],
  read(config) {
    const width = config.size('d_model');
    const padding = config.raw('pad_token_id') ?? usualPadding;
    const offset = typeof padding === 'number' && Number.isInteger(padding) && padding >= 0 ? padding + 1 : 2;
    const tied = config.flag('tie_word_embeddings');
    const outputVocabulary = config.size('tgt_vocab_size');
    const source = table('embedding', config.size('src_vocab_size'), width);
    const target = table('embedding', outputVocabulary, width);
    const stack = (prefix: 'encoder' | 'decoder'): Block[] => [
      block(`${prefix} positions`, [
        table('position', config.size('max_position_embeddings') + offset, width),
        residual(width, 1),
      ]),
      block(
        prefix,
        stackLayer(config, {
          prefix,
          width,
          bias: biases(true),
          mask: prefix === 'decoder' ? causal : fullMask,
          context: prefix === 'decoder' ? 'sequence' : null,
        }),
        config.layers(`${prefix}_layers`),
      ),
    ];
    return sequenceToSequence({
      config,
      contextKey: 'max_position_embeddings',
      width,
      embedding: tied ? [target] : [source, target],
      encoder: stack('encoder'),
      decoder: stack('decoder'),
      tied,
      outputVocabulary,
    });
  },
};
