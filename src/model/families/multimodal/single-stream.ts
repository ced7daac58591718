import { linear } from '../../layers';
import type { Family } from '../family';
import { withTowers } from './language';
import { embeddingWidth, towerBlock } from './towers';
import { said } from '../../../units/message';

/** Fuyu: no tower; patches enter the language model through one linear layer. */
export const fuyu: Family = {
  name: 'fuyu',
  modelTypes: ['fuyu'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'persimmon' }, (text) => {
      const patch = config.size('patch_size');
      const image = config.size('image_size');
      if (patch > image) config.refuse('patch_size', 'is larger than the image.');
      const patches = Math.max(1, Math.floor(image / patch) ** 2);
      const inputs = patch * patch * config.size('num_channels');
      return {
        blocks: [
          towerBlock('vision', 'patches', patches, [
            linear('other', inputs, embeddingWidth(text), true, { inputGradient: false }),
          ]),
        ],
        notes: [said`Images may have any size: an image is one of ${patches} patches.`],
      };
    }),
};
