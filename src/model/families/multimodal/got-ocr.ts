import { linear } from '../../layers';
import type { Family } from '../family';
import { withTowers } from './language';
import { overImage, segmentAnythingTower } from './segment-anything';
import { embeddingWidth, other, runFor, towerBlock } from './towers';

/** GOT-OCR 2.0: Segment Anything's image tower, two strided convolutions and a linear layer, a language model. */
export const gotOcr: Family = {
  name: 'got-ocr',
  modelTypes: ['got_ocr2'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'qwen2' }, (text) => {
      const textWidth = embeddingWidth(text);
      const vision = config.section('vision_config', 'got_ocr2_vision', { model_type: 'got_ocr2_vision' });
      const tower = segmentAnythingTower(vision.config);
      const first = overImage(tower.channels, 2 * tower.channels, 3, tower.side, 2);
      const second = overImage(2 * tower.channels, textWidth, 3, first.side, 2);
      const positions = second.side * second.side;
      return {
        blocks: [
          ...runFor('vision', tower.blocks),
          towerBlock('vision', 'projector', positions, [
            other(first.layer),
            other(second.layer),
            linear('other', textWidth, textWidth, true),
          ]),
        ],
      };
    }),
};
