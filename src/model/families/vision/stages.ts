import type { ConfigFields } from '../../config-fields';
import type { Component, ConvolutionLayer, NormLayer } from '../../layers';
import { extent } from './image';
import type { Extent } from './image';
import { said, type Message } from '../../../units/message';

/** More stages than any model has: each halves the image. */
const mostStages = 12;

/** A list with an entry for each stage; where it is missing or of another length, so many ones. */
export function perStage(config: ConfigFields, key: string, stages: number): readonly number[] {
  const values = config.sizes(key, stages);
  return values.length === stages ? values : Array.from({ length: stages }, () => 1);
}

/** The number of stages, from the list of their depths. */
export function stageCount(config: ConfigFields, key: string): number {
  const stages = config.sizes(key).length;
  if (stages >= 1 && stages <= mostStages) return stages;
  config.refuse(key, said`must list 1 to ${mostStages} stages.`);
  return 1;
}

/** The entry of a stage. */
export const at = (values: readonly number[], index: number): number => values[index] ?? 1;

export const area = ([height, width]: Extent): number => Math.max(1, height * width);

/** Side lengths of an image where the config says none. */
const usualImageSide = 224;

/** The image of a network that takes any: the config's own size where it names one. */
export function anyImage(
  config: ConfigFields,
  usual = usualImageSide,
): { readonly image: Extent; readonly note: Message } {
  const image =
    (config.raw('image_size') ?? null) === null ? ([usual, usual] as const) : extent(config, 'image_size');
  return { image, note: said`One image of ${image[0]} x ${image[1]} pixels.` };
}

/** A number for both directions, or one for each. */
export type Sides = number | Extent;

const sides = (value: Sides): Extent => (typeof value === 'number' ? [value, value] : value);

export interface Convolution2d {
  readonly inputs: number;
  readonly outputs: number;
  /** Sides of the kernel. */
  readonly kernel: Sides;
  readonly stride?: Sides;
  readonly padding?: Sides;
  readonly groups?: number;
  readonly bias: boolean;
  readonly component?: Component;
  /** False where the input is the image. */
  readonly inputGradient?: boolean;
}

/** Height and width after a convolution or pooling; at least 1. */
export function convolved(image: Extent, kernel: Sides, stride: Sides, padding: Sides): Extent {
  const [kernels, strides, paddings] = [sides(kernel), sides(stride), sides(padding)];
  const along = (side: 0 | 1): number =>
    Math.max(1, Math.floor((image[side] + 2 * paddings[side] - kernels[side]) / strides[side]) + 1);
  return [along(0), along(1)];
}

/** A convolution over an image, and the size of what comes out. */
export function convolution2d(
  image: Extent,
  description: Convolution2d,
): { readonly layer: ConvolutionLayer; readonly image: Extent } {
  const { inputs, outputs, kernel, stride = 1, padding = 0, groups = 1, bias } = description;
  const { component = 'convolution', inputGradient = true } = description;
  const out = convolved(image, kernel, stride, padding);
  return {
    layer: {
      kind: 'convolution',
      component,
      inputs,
      outputs,
      kernel: area(sides(kernel)),
      outputPositions: area(out),
      inputPositions: area(image),
      bias,
      inputGradient,
      groups,
    },
    image: out,
  };
}

/** A convolution that leaves an odd kernel's image as large as it is: 3 x 3 and with a bias where nothing else is said. */
export const convolve = (
  image: Extent,
  inputs: number,
  outputs: number,
  extra: Partial<Pick<Convolution2d, 'groups' | 'bias' | 'component' | 'inputGradient'>> & {
    readonly side?: number;
  } = {},
): ConvolutionLayer => {
  const { side = 3, ...rest } = extra;
  const padding = Math.floor(side / 2);
  return convolution2d(image, { inputs, outputs, kernel: side, padding, bias: true, ...rest }).layer;
};

/** An image so many times as large along both sides. */
export const enlarged = ([height, width]: Extent, times: number): Extent => [times * height, times * width];

/** BatchNorm: a scale and a shift for each channel. */
export const batchNorm = (width: number): NormLayer => ({
  kind: 'norm',
  component: 'norm',
  width,
  centred: true,
  parameters: 2 * width,
  repeats: 1,
});

/** The nearest whole number; a half goes to the even one, as in Python. */
export function roundedToEven(value: number): number {
  const floor = Math.floor(value);
  return value - floor === 0.5 ? floor + (floor % 2) : Math.round(value);
}

/** A width that follows from the value of `key`; what is no size is refused. */
export function usableWidth(config: ConfigFields, key: string, width: number): number {
  if (width >= 1 && width <= 1e8) return width;
  config.refuse(key, said`makes a layer ${width} wide.`);
  return 1;
}

/** A width rounded to a multiple of `step`, at least `lowest`, and never more than a tenth below `width`. */
export function widthInSteps(width: number, step: number, lowest: number): number {
  const rounded = Math.max(lowest, Math.floor(Math.trunc(width + step / 2) / step) * step);
  return rounded < 0.9 * width ? rounded + step : rounded;
}
