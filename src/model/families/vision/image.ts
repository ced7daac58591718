import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer } from '../../layers';

/** Height and width, in pixels or patches. */
export type Extent = readonly [height: number, width: number];

/** Height and width: a number for both, or a pair. */
export function extent(config: ConfigFields, key: string): Extent {
  const value = config.raw(key);
  if (!Array.isArray(value)) {
    const side = config.size(key);
    return [side, side];
  }
  const [height, width] = config.sizes(key, 2);
  return [height ?? 1, width ?? 1];
}

/** The patches that an image is cut into. */
export interface PatchGrid {
  readonly patch: Extent;
  /** Patches in a column and in a row. */
  readonly extent: Extent;
  /** Patches of one image; at least 1. */
  readonly patches: number;
}

/** Patches side by side: what does not fill one is left out. */
export function patchGrid(config: ConfigFields, imageKey = 'image_size', patchKey = 'patch_size'): PatchGrid {
  const image = extent(config, imageKey);
  const patch = extent(config, patchKey);
  if (patch[0] > image[0] || patch[1] > image[1]) config.refuse(patchKey, 'is larger than the image.');
  const [rows, columns] = [Math.floor(image[0] / patch[0]), Math.floor(image[1] / patch[1])];
  return { patch, extent: [rows, columns], patches: Math.max(1, rows * columns) };
}

/** The convolution that turns each patch of `channels` into a vector of `width`. */
export const patchProjection = (
  channels: number,
  grid: Pick<PatchGrid, 'patch' | 'patches'>,
  width: number,
  bias: boolean,
): ConvolutionLayer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs: channels,
  outputs: width,
  kernel: grid.patch[0] * grid.patch[1],
  outputPositions: grid.patches,
  bias,
  inputGradient: false,
});
