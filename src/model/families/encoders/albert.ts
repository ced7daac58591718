import { linear } from '../../layers';
import { encoderLayer, encoderShapeOf, pooler } from '../bert';
import type { Family } from '../family';
import { bertEmbedding, bertHeads, classifier, textEncoder } from './text-encoder';

/** ALBERT: groups of layers share their parameters; the embedding has a width of its own. */
export const albert: Family = {
  name: 'albert',
  modelTypes: ['albert'],
  read(config) {
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const embeddingWidth = config.size('embedding_size');
    const groups = config.layers('num_hidden_groups');
    const inner = config.layers('inner_group_num');
    const heads = bertHeads(config, width, embeddingWidth);
    return textEncoder({
      config,
      embedding: [...bertEmbedding(config, embeddingWidth), linear('embedding', embeddingWidth, width, true)],
      body: [
        {
          name: 'layers',
          count: shape.layers * inner,
          parameterSets: groups * inner,
          positions: 'sequence',
          layers: encoderLayer(shape),
        },
      ],
      heads: {
        ...heads,
        // Whether two sentences stand in their order is as many classes as the file names.
        ForPreTraining: () => [
          ...pooler(width),
          ...(heads.ForMaskedLM?.() ?? []),
          classifier(config, width, 1),
        ],
      },
    });
  },
};
