import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { Block } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { chain, depthwise, narrowing } from './convolutions';
import { deepLab } from './deeplab';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { extent } from './image';
import { invertedResidual } from './inverted-residual';
import { area, at, roundedToEven, usableWidth, widthInSteps } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const stemWidth = 32;
const outputWidth = 1280;
/** Width of the head that tells pixels apart. */
const pixelWidth = 256;
/** Widths before the first and after each of the sixteen inverted residuals. */
const widths = [16, 24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320];
const steps = [2, 1, 2, 1, 1, 2, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1];

/** `width` times the value of `ratioKey`, in steps of depth_divisible_by and never below min_depth. */
function scaled(config: ConfigFields, width: number, ratioKey: string): number {
  const result = widthInSteps(
    roundedToEven(width * (config.decimal(ratioKey) ?? 1)),
    config.size('depth_divisible_by'),
    config.size('min_depth'),
  );
  return usableWidth(config, ratioKey, result);
}

/** MobileNet v2: inverted residuals, which widen the channels, convolve each alone, and narrow them. */
export const mobilenetV2: Family = {
  name: 'mobilenet',
  modelTypes: ['mobilenet_v2'],
  read(config) {
    let image: Extent = extent(config, 'image_size');
    const note = said`One image of ${image[0]} x ${image[1]} pixels.`;
    const blocks: Block[] = [];
    const add = (name: string, made: { readonly layers: readonly Layer[]; readonly image: Extent }): void => {
      image = made.image;
      blocks.push({ name, count: 1, positions: area(image), layers: made.layers });
    };
    const stem = scaled(config, stemWidth, 'depth_multiplier');
    const channels = widths.map((width) => scaled(config, width, 'depth_multiplier'));
    add(
      'stem',
      chain(image, [
        { inputs: config.size('num_channels'), outputs: stem, side: 3, stride: 2, first: true },
        ...(config.flag('first_layer_is_expansion') ? [] : [{ inputs: stem, outputs: stem }]),
        depthwise(stem, 1),
        narrowing(stem, at(channels, 0)),
      ]),
    );
    const first = area(image);
    const coarsest = config.size('output_stride');
    // The image is halved until it is so many times smaller; later steps dilate the convolution instead.
    let shrunk = 2;
    for (let index = 0; index + 1 < channels.length; index++) {
      const [inputs, outputs] = [at(channels, index), at(channels, index + 1)];
      const stride = shrunk === coarsest ? 1 : at(steps, index);
      shrunk *= stride;
      const hidden = scaled(config, inputs, 'expand_ratio');
      add(`inverted residual ${index + 1}`, invertedResidual(image, { inputs, hidden, outputs, stride }));
    }
    const kept = config.flag('finegrained_output') && (config.decimal('depth_multiplier') ?? 1) < 1;
    const last = kept ? outputWidth : scaled(config, outputWidth, 'depth_multiplier');
    const inputs = at(channels, channels.length - 1);
    const isOfPixels = architectureClass(config)?.endsWith('ForSemanticSegmentation') === true;
    blocks.push({
      name: 'last convolution',
      count: 1,
      positions: area(image),
      layers: chain(image, [{ inputs, outputs: last }]).layers,
      // Pixels are told apart by what goes into it: it runs, and nothing is trained by it.
      ...(isOfPixels ? { untrained: true as const } : {}),
    });
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
      ForSemanticSegmentation: () => deepLab(config, image, { inputs, outputs: pixelWidth, dilated: 0 }),
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
