import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { area, at, convolution2d, convolve, perStage, stageCount } from './stages';
import { imageModel, scaledWidth } from './transformer';
import { said } from '../../../units/message';

/** Each level's kernel is so much wider than that of the level before. */
const kernelGrowth = 2;

/** Focal modulation: convolutions of wider and wider sight, gated and summed, multiply each place's query. */
function modulation(
  config: ConfigFields,
  image: Extent,
  width: number,
  levels: number,
  window: number,
): Layer[] {
  const component = 'convolution';
  const focal = Array.from({ length: levels }, (_, level): Layer[] => {
    return [
      convolve(image, width, width, { side: window + kernelGrowth * level, groups: width, bias: false }),
      activation(component, width),
    ];
  });
  return [
    linear(component, width, 2 * width + levels + 1, true),
    ...focal.flat(),
    convolve(image, width, width, { side: 1 }),
    ...(config.flag('use_post_layernorm_in_modulation') ? [layerNorm(width)] : []),
    linear(component, width, width, true),
  ];
}

/** What turns an image into places of `outputs`: patches side by side, padded to whole ones, or overlapping ones. */
function patches(
  config: ConfigFields,
  image: Extent,
  stem: boolean,
  widths: { readonly inputs: number; readonly outputs: number },
): ReturnType<typeof convolution2d> {
  const side = stem ? extent(config, 'patch_size') : ([2, 2] as const);
  const padded: Extent = [Math.ceil(image[0] / side[0]) * side[0], Math.ceil(image[1] / side[1]) * side[1]];
  const overlapping = stem ? { kernel: 7, stride: 4, padding: 2 } : { kernel: 3, stride: 2, padding: 1 };
  const shape = config.flag('use_conv_embed') ? overlapping : { kernel: side, stride: side, padding: 0 };
  return convolution2d(padded, { ...widths, ...shape, bias: true, inputGradient: !stem });
}

/** FocalNet: focal modulation in place of attention, in stages of half the resolution and twice the width. */
export const focalnet: Family = {
  name: 'focalnet',
  modelTypes: ['focalnet'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const depths = perStage(config, 'depths', stages);
    const [levels, windows] = [
      perStage(config, 'focal_levels', stages),
      perStage(config, 'focal_windows', stages),
    ];
    if (windows.some((window) => window % 2 === 0)) config.refuse('focal_windows', 'must hold odd numbers.');
    if (levels.some((level) => level > 100)) config.refuse('focal_levels', 'holds more than 100.');
    const size = extent(config, 'image_size');
    const blocks: Block[] = [];
    let image = size;
    let width = config.size('embed_dim');
    let first = 1;
    for (let stage = 0; stage < stages; stage++) {
      const inputs = stage === 0 ? config.size('num_channels') : width;
      if (stage > 0) width *= 2;
      const embedding = patches(config, image, stage === 0, { inputs, outputs: width });
      image = embedding.image;
      if (stage === 0) first = area(image);
      blocks.push(
        {
          name: stage === 0 ? 'patches' : `downsampling ${stage}`,
          count: 1,
          positions: area(image),
          layers: [embedding.layer, layerNorm(width)],
        },
        {
          name: `stage ${stage + 1}`,
          count: at(depths, stage),
          positions: area(image),
          layers: [
            layerNorm(width),
            ...modulation(config, image, width, Math.min(100, at(levels, stage)), at(windows, stage)),
            layerNorm(width),
            ...feedForward({
              width,
              hidden: scaledWidth(config, width, 'mlp_ratio'),
              gated: false,
              bias: true,
            }),
            ...(config.flag('use_layerscale') ? [vector('residual', 2 * width)] : []),
            twoResiduals(width),
          ],
        },
      );
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, width)],
    });
    blocks.push({
      name: 'output',
      count: 1,
      positions: area(image),
      layers: [layerNorm(width), ...top.layers],
    });
    return imageModel(first, blocks, [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes]);
  },
};
