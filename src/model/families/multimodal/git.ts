import { layerNorm, linear, residual, table, vector } from '../../layers';
import { encoderLayer, encoderShapeOf } from '../bert';
import { alike, decoderOnly } from '../decoder';
import { fromLeft } from '../encoders/decoder-use';
import type { Family } from '../family';
import { other, readTower, towerBlock } from './towers';
import { said } from '../../../units/message';

/** GIT: BERT's layers as a decoder of text behind an image tower of CLIP's. */
export const git: Family = {
  name: 'git',
  modelTypes: ['git'],
  read(config, _modelType, library) {
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const decoder = decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [
        table('position', config.size('max_position_embeddings'), width),
        residual(width, 1),
        layerNorm(width),
      ],
      blocks: alike(shape.layers, encoderLayer(shape).map(fromLeft)),
      beforeHead: [],
      headBias: true,
    });
    const vision = readTower(config, library, 'vision', 'vision_config', undefined, {
      model_type: 'git_vision_model',
    });
    const visionWidth = vision.config.size('hidden_size');
    return {
      ...decoder,
      blocks: [
        ...decoder.blocks,
        ...vision.blocks,
        towerBlock('vision', 'projector', vision.positions, [
          vector('other', config.count('num_image_with_embedding') * visionWidth),
          linear('other', visionWidth, width, true),
          other(layerNorm(width)),
        ]),
      ],
      notes: [
        ...decoder.notes,
        said`A pass over text alone: what an image adds is told apart, for one of them.`,
        ...vision.notes,
      ],
    };
  },
};
