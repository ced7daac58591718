import { said } from '../../../units/message';
import { vector } from '../../layers';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { groupedQueryDecoder } from './grouped-query';

/** Moshi's language model: one token more goes in than comes out, and half of the feed-forward gates the other half. */
export const moshi: Family = {
  name: 'moshi',
  modelTypes: ['moshi'],
  read(config) {
    const name = architectureClass(config);
    if (name !== null && !/(ForCausalLM|MoshiModel)$/.test(name))
      config.refuse('architectures', said`names ${name}: only the language model alone is covered.`);
    if (config.size('ffn_dim') % 2 !== 0) config.refuse('ffn_dim', 'must be even.');
    const shape = groupedQueryDecoder(config.overlaid({ tie_word_embeddings: false }), {
      hidden: (fields) => Math.max(1, Math.floor(fields.size('ffn_dim') / 2)),
      isSliding: () => () => true,
    });
    const start = { name: 'start token', count: 1, positions: 'sequence' as const };
    return {
      ...shape,
      blocks: [...shape.blocks, { ...start, layers: [vector('embedding', config.size('hidden_size'))] }],
      notes: [
        ...shape.notes,
        said`The language model alone: the codec and the depth decoder of the whole Moshi are not in it.`,
      ],
    };
  },
};
