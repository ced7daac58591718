import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, batchNorm, convolution2d } from './stages';
import { imageModel } from './transformer';

const kernel = 3;
const firstWidth = 32;
/** Steps of the thirteen depthwise convolutions; each of 2, and the first, doubles the width. */
const steps = [1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1];

/** The width under depth_multiplier, never below min_depth. */
function scaled(config: ConfigFields, width: number): number {
  const multiplied = Math.floor(width * (config.decimal('depth_multiplier') ?? 1));
  const result = Math.max(multiplied, config.size('min_depth'));
  if (result > 1e8) {
    config.refuse('depth_multiplier', 'makes a layer wider than can be costed.');
    return 1;
  }
  return result;
}

/** MobileNet v1: depthwise convolutions, each followed by one that mixes channels. */
export const mobilenetV1: Family = {
  name: 'mobilenet',
  modelTypes: ['mobilenet_v1'],
  read(config) {
    const { image: size, note } = anyImage(config);
    let image: Extent = size;
    const block = (
      name: string,
      shape: {
        inputs: number;
        outputs: number;
        side: number;
        stride: number;
        groups?: number;
        first?: boolean;
      },
    ): Block => {
      const { inputs, outputs, side, stride, groups = 1, first = false } = shape;
      const convolution = convolution2d(image, {
        inputs,
        outputs,
        kernel: side,
        stride,
        padding: Math.floor(side / 2),
        groups,
        bias: false,
        inputGradient: !first,
      });
      image = convolution.image;
      const layers: Layer[] = [convolution.layer, batchNorm(outputs), activation('convolution', outputs)];
      return { name, count: 1, positions: area(image), layers };
    };
    let unscaled = firstWidth;
    let width = scaled(config, unscaled);
    const blocks: Block[] = [
      block('stem', {
        inputs: config.size('num_channels'),
        outputs: width,
        side: kernel,
        stride: 2,
        first: true,
      }),
    ];
    const first = area(image);
    for (const [index, stride] of steps.entries()) {
      const inputs = width;
      if (stride === 2 || index === 0) unscaled *= 2;
      width = scaled(config, unscaled);
      blocks.push(
        block('depthwise', { inputs, outputs: inputs, side: kernel, stride, groups: inputs }),
        block('pointwise', { inputs, outputs: width, side: 1, stride: 1 }),
      );
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, width)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
