import { said } from '../../../units/message';
import { residual, table } from '../../layers';
import { mimiCodec } from '../audio/mimi';
import { decoderHead } from '../decoder';
import { groupedQueryDecoder } from '../decoders/grouped-query';
import type { Family } from '../family';

/** Kyutai's speech to text: a decoder that reads a text token and all codes of a frame of sound at each position. */
export const kyutaiSpeechToText: Family = {
  name: 'kyutai',
  modelTypes: ['kyutai_speech_to_text'],
  read(config) {
    const width = config.size('hidden_size');
    config.headWidth('hidden_size', 'num_attention_heads');
    if (config.size('ffn_dim') % 2 !== 0) config.refuse('ffn_dim', 'must be even.');
    const codebooks = config.size('num_codebooks');
    const codes = codebooks * config.size('codebook_vocab_size') + 1;
    // A tied head gives codes too.
    const isTied = config.flag('tie_word_embeddings');
    const tokens = config.size('vocab_size');
    const shape = groupedQueryDecoder(isTied ? config.overlaid({ vocab_size: tokens + codes }) : config, {
      // Half of it gates the other half.
      hidden: (fields) => Math.max(1, Math.floor(fields.size('ffn_dim') / 2)),
    });
    const section = config.section('codec_config', 'mimi');
    if (section.modelType !== 'mimi')
      section.config.refuse('model_type', said`is "${section.modelType}": only mimi is covered.`);
    const codec =
      decoderHead(config) === 'languageModel' ? mimiCodec(section.config) : { blocks: [], notes: [] };
    return {
      ...shape,
      blocks: [
        ...shape.blocks,
        {
          name: 'codes',
          count: 1,
          positions: 'sequence',
          layers: [...(isTied ? [] : [table('embedding', codes, width)]), residual(width, codebooks)],
        },
        ...codec.blocks,
      ],
      notes: [...shape.notes, ...codec.notes],
    };
  },
};
