import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, residual } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { extent } from './image';
import { area, at, batchNorm, convolution2d, roundedToEven, widthInSteps } from './stages';
import { imageModel } from './transformer';

const depthwiseKernel = 3;
const stemWidth = 32;
const outputWidth = 1280;
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
  if (result >= 1 && result <= 1e8) return result;
  config.refuse(ratioKey, `makes a layer ${result} wide.`);
  return 1;
}

interface Convolution {
  readonly inputs: number;
  readonly outputs: number;
  readonly side?: number;
  readonly stride?: number;
  readonly groups?: number;
  readonly first?: boolean;
  readonly activated?: boolean;
}

/** Convolutions one after another, each with a BatchNorm and, unless told otherwise, an activation. */
function chain(
  image: Extent,
  convolutions: readonly Convolution[],
): { readonly layers: readonly Layer[]; readonly image: Extent } {
  const layers: Layer[] = [];
  let current = image;
  for (const {
    inputs,
    outputs,
    side = 1,
    stride = 1,
    groups = 1,
    first = false,
    activated = true,
  } of convolutions) {
    const convolution = convolution2d(current, {
      inputs,
      outputs,
      kernel: side,
      stride,
      padding: Math.floor(side / 2),
      groups,
      bias: false,
      inputGradient: !first,
    });
    current = convolution.image;
    const positions = area(current);
    layers.push(convolution.layer, { ...batchNorm(outputs), positions });
    if (activated) layers.push({ ...activation('convolution', outputs), positions });
  }
  return { layers, image: current };
}

/** MobileNet v2: inverted residuals, which widen the channels, convolve each alone, and narrow them. */
export const mobilenetV2: Family = {
  name: 'mobilenet',
  modelTypes: ['mobilenet_v2'],
  read(config) {
    let image: Extent = extent(config, 'image_size');
    const note = `One image of ${image[0]} x ${image[1]} pixels.`;
    const blocks: Block[] = [];
    const add = (
      name: string,
      convolutions: readonly Convolution[],
      further: readonly Layer[] = [],
    ): void => {
      const made = chain(image, convolutions);
      image = made.image;
      blocks.push({ name, count: 1, positions: area(image), layers: [...made.layers, ...further] });
    };
    const depthwise = (width: number, stride: number): Convolution => ({
      inputs: width,
      outputs: width,
      side: depthwiseKernel,
      stride,
      groups: width,
    });
    const narrowing = (inputs: number, outputs: number): Convolution => ({
      inputs,
      outputs,
      activated: false,
    });
    const stem = scaled(config, stemWidth, 'depth_multiplier');
    const channels = widths.map((width) => scaled(config, width, 'depth_multiplier'));
    add('stem', [
      { inputs: config.size('num_channels'), outputs: stem, side: 3, stride: 2, first: true },
      ...(config.flag('first_layer_is_expansion') ? [] : [{ inputs: stem, outputs: stem }]),
      depthwise(stem, 1),
      narrowing(stem, at(channels, 0)),
    ]);
    const first = area(image);
    const coarsest = config.size('output_stride');
    // The image is halved until it is so many times smaller; later steps dilate the convolution instead.
    let shrunk = 2;
    for (let index = 0; index + 1 < channels.length; index++) {
      const [inputs, outputs] = [at(channels, index), at(channels, index + 1)];
      const stride = shrunk === coarsest ? 1 : at(steps, index);
      shrunk *= stride;
      const wide = scaled(config, inputs, 'expand_ratio');
      add(
        `inverted residual ${index + 1}`,
        [{ inputs, outputs: wide }, depthwise(wide, stride), narrowing(wide, outputs)],
        stride === 1 && inputs === outputs ? [residual(outputs, 1)] : [],
      );
    }
    const kept = config.flag('finegrained_output') && (config.decimal('depth_multiplier') ?? 1) < 1;
    const last = kept ? outputWidth : scaled(config, outputWidth, 'depth_multiplier');
    add('last convolution', [{ inputs: at(channels, channels.length - 1), outputs: last }]);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
