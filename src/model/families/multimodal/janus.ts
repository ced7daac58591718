import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, residual, table } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { extent, patchGrid, patchProjection } from '../vision/image';
import { headsOf, scaledWidth, transformerLayer } from '../vision/transformer';
import { imageOfWords, wordsOfImage } from './image-words';
import { withTowers } from './language';
import { embeddingWidth, runFor, towerBlock } from './towers';
import { said } from '../../../units/message';

/** More layers than any aligner has. */
const mostAligned = 100;

/** Layers from one width to another, with activations between them. */
const aligner = (inputs: number, width: number, depth: number): Layer[] => [
  linear('other', inputs, width, true),
  ...Array.from({ length: Math.min(mostAligned, depth) - 1 }, (): Layer[] => [
    activation('other', width),
    linear('other', width, width, true),
  ]).flat(),
];

/** What looks at an image: a Vision Transformer and its aligner. */
function eye(config: ConfigFields): Block[] {
  const { width, heads, headWidth } = headsOf(config);
  const grid = patchGrid(config);
  const { patches } = grid;
  if (config.flag('use_qk_norm')) config.refuse('use_qk_norm', 'must be false: true is not covered.');
  const outputs = config.size('projection_dim');
  return runFor('vision', [
    {
      name: 'patches',
      count: 1,
      positions: patches,
      layers: [
        patchProjection(config.size('num_channels'), grid, width, true),
        table('position', patches, width),
        residual(width, 1),
      ],
    },
    {
      name: 'image layers',
      count: config.layers('num_hidden_layers'),
      positions: patches,
      layers: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('attention_bias'), true),
        hidden: scaledWidth(config, width, 'mlp_ratio'),
      }),
    },
    towerBlock('vision', 'image norm', patches, [layerNorm(width)]),
    towerBlock('vision', 'projector', patches, aligner(width, outputs, config.size('depth'))),
  ]);
}

/** What draws an image: a codebook's network, tables and a head of its words. No part of a pass over text or of looking. */
function hand(config: ConfigFields, side: number): Block[] {
  const words = {
    config,
    side,
    attends: (level: number, levels: number) => level === levels - 1,
    middleAttends: true,
  };
  const [embedded, count] = [config.size('embed_dim'), config.size('num_embeddings')];
  const width = config.size('projection_dim');
  return [
    ...wordsOfImage(words),
    ...imageOfWords(words),
    towerBlock('vision', 'image drawing', 1, [
      table('other', count, embedded),
      ...aligner(embedded, width, config.size('num_hidden_layers')),
      linear('other', config.size('image_token_embed_dim'), width, true),
      linear('other', width, count, true),
    ]),
  ].map((block) => ({ ...block, count: 0, parameterSets: 1 }));
}

/** Janus: one network to look at images, another to draw them, around one language model. */
export const janus: Family = {
  name: 'janus',
  modelTypes: ['janus'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'llama' }, (text) => {
      const part = (key: string, type: string): ConfigFields =>
        config.section(key, type, { model_type: type }).config;
      const vision = part('vision_config', 'janus_vision_model');
      const side = extent(vision, 'image_size')[0];
      const [aligned, read] = [vision.size('projection_dim'), embeddingWidth(text)];
      return {
        blocks: [...eye(vision), ...hand(part('vq_config', 'janus_vqgan'), side)],
        notes: [
          said`Of what draws images, the parameters alone are counted.`,
          ...(aligned === read
            ? []
            : [
                said`The aligner puts out ${aligned} numbers, the language model reads ${read}: the library runs no image through both.`,
              ]),
        ],
      };
    }),
};
