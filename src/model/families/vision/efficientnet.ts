import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, residual } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { squeezeAndExcitation } from './convolutions';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import {
  area,
  at,
  batchNorm,
  convolution2d,
  perStage,
  stageCount,
  usableWidth,
  widthInSteps,
} from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const stemWidth = 32;
const stemKernel = 3;
const outputWidth = 1280;
/** More blocks in a stage than any model has. */
const mostRepeats = 1000;

/** `width` times width_coefficient, in steps of depth_divisor. */
function scaled(config: ConfigFields, width: number): number {
  const step = config.size('depth_divisor');
  const key = 'width_coefficient';
  return usableWidth(config, key, widthInSteps(width * (config.decimal(key) ?? 1), step, step));
}

/** Blocks of a stage: its own number times depth_coefficient. */
function repeatsOf(config: ConfigFields, repeats: number): number {
  const result = Math.ceil((config.decimal('depth_coefficient') ?? 1) * repeats);
  if (result >= 1 && result <= mostRepeats) return result;
  config.refuse('depth_coefficient', said`makes a stage of ${result} blocks.`);
  return 1;
}

interface Inverted {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
  readonly stride: number;
  readonly expansion: number;
  /** Width of the excitation's hidden layer. */
  readonly squeezed: number;
  /** A strided convolution's image is padded by one row and column less. */
  readonly lessPadding: boolean;
  /** Its input is added to its output. */
  readonly added: boolean;
}

/** An image with so many rows and columns more. */
const padded = ([height, width]: Extent, by: number): Extent => [height + by, width + by];

/** A convolution of 1 x 1, a BatchNorm, and an activation unless it is the block's last. */
function mixing(image: Extent, inputs: number, outputs: number, activated: boolean): Layer[] {
  const positions = area(image);
  return [
    convolution2d(image, { inputs, outputs, kernel: 1, bias: false }).layer,
    { ...batchNorm(outputs), positions },
    ...(activated ? [{ ...activation('convolution', outputs), positions }] : []),
  ];
}

/** Widens the channels, convolves each alone, scales each by what the whole image holds, and narrows them. */
function inverted(image: Extent, block: Inverted): { readonly layers: Layer[]; readonly image: Extent } {
  const { inputs, outputs, kernel, stride, expansion, squeezed, lessPadding, added } = block;
  const width = inputs * expansion;
  const padding = 2 * Math.floor(kernel / 2) - (lessPadding ? 1 : 0);
  // A convolution without a stride keeps the image's size, whatever its kernel.
  const source = padded(image, stride === 1 ? kernel - 1 : padding);
  const depthwise = convolution2d(source, {
    inputs: width,
    outputs: width,
    kernel,
    stride,
    groups: width,
    bias: false,
  });
  const positions = area(depthwise.image);
  const layers: Layer[] = [
    ...(expansion === 1 ? [] : mixing(image, inputs, width, true)),
    depthwise.layer,
    { ...batchNorm(width), positions },
    { ...activation('convolution', width), positions },
    ...squeezeAndExcitation(width, squeezed),
    ...mixing(depthwise.image, width, outputs, false),
    ...(added ? [{ ...residual(outputs, 1), positions }] : []),
  ];
  return { layers, image: depthwise.image };
}

/** EfficientNet: inverted residuals with squeeze and excitation, scaled in width and depth by two factors. */
export const efficientnet: Family = {
  name: 'efficientnet',
  modelTypes: ['efficientnet'],
  read(config) {
    const size = extent(config, 'image_size');
    const stages = stageCount(config, 'in_channels');
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [inputsOf, outputsOf] = [lists('in_channels'), lists('out_channels')];
    const [kernels, strides] = [lists('kernel_sizes'), lists('strides')];
    const [expansions, repeats] = [lists('expand_ratios'), lists('num_block_repeats')];
    const fullyPadded = new Set(config.integers('depthwise_padding'));
    if (strides.some((stride) => stride > 2)) config.refuse('strides', 'must be 1 or 2.');
    const stem = convolution2d(padded(size, 1), {
      inputs: config.size('num_channels'),
      outputs: scaled(config, stemWidth),
      kernel: stemKernel,
      stride: 2,
      bias: false,
      inputGradient: false,
    });
    let image = stem.image;
    const first = area(image);
    let width = scaled(config, stemWidth);
    const blocks: Block[] = [
      {
        name: 'stem',
        count: 1,
        positions: first,
        layers: [stem.layer, batchNorm(width), activation('convolution', width)],
      },
    ];
    let index = 0;
    for (let stage = 0; stage < stages; stage++) {
      const outputs = scaled(config, at(outputsOf, stage));
      const count = repeatsOf(config, at(repeats, stage));
      if (scaled(config, at(inputsOf, stage)) !== width)
        config.refuse('in_channels', said`of stage ${stage + 1} are not what stage ${stage} puts out.`);
      const shape = (inputs: number, stride: number, added: boolean): Inverted => ({
        inputs,
        outputs,
        kernel: at(kernels, stage),
        stride,
        expansion: at(expansions, stage),
        squeezed: Math.max(1, Math.floor(inputs * (config.decimal('squeeze_expansion_ratio') ?? 1))),
        lessPadding: !fullyPadded.has(index),
        added,
      });
      const leading = inverted(image, shape(width, at(strides, stage), false));
      image = leading.image;
      const following = inverted(image, shape(outputs, 1, true));
      const name = `stage ${stage + 1}`;
      blocks.push({ name, count: 1, positions: area(image), layers: leading.layers });
      blocks.push({ name, count: count - 1, positions: area(image), layers: following.layers });
      index += count;
      width = outputs;
    }
    const last = scaled(config, outputWidth);
    if (config.size('hidden_dim') !== last)
      config.refuse('hidden_dim', said`must be ${last}, the width of the last convolution.`);
    blocks.push({
      name: 'last convolution',
      count: 1,
      positions: area(image),
      layers: mixing(image, width, last, true),
    });
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes]);
  },
};
