import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, elementwise } from '../../layers';
import type { Family } from '../family';
import { twoResiduals } from '../decoder';
import { chain, trunkOf } from './convolutions';
import { atrousHead, deepLab } from './deeplab';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { invertedResidual } from './inverted-residual';
import { area, at, batchNorm, convolve, perStage, roundedToEven, usableWidth, widthInSteps } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const stemKernel = 3;
const widthStep = 8;
/** Widths of the stem and of the five stages, before width_multiplier. */
const stemWidth = { usual: 32, lowest: 16, highest: 64 };
const convolutional = [
  { width: 64, step: 16, depth: 1, stride: 1 },
  { width: 128, step: widthStep, depth: 2, stride: 2 },
];
const attentive = [256, 384, 512];
/** The feed-forward's hidden width is rounded down to a multiple of this. */
const hiddenStep = 16;
const usualHiddenRatio = 2;

/** A width times a factor of the config, in steps. */
const scaled = (config: ConfigFields, key: string, width: number, step = widthStep): number =>
  usableWidth(config, key, widthInSteps(width * (config.decimal(key) ?? 1), step, step));

/** GroupNorm over all channels: a scale and a shift for each. */
const groupNorm = batchNorm;

/** Attention by one weight for each place: the weighted mean of all keys scales every value. */
function separableAttention(image: Extent, width: number): Layer[] {
  const projection = { side: 1, component: 'attention.projections' } as const;
  return [
    groupNorm(width),
    convolve(image, width, 1 + 2 * width, projection),
    elementwise('attention.values', 4 * width),
    convolve(image, width, width, projection),
  ];
}

function feedForward(image: Extent, width: number, hidden: number): Layer[] {
  const mixing = { side: 1, component: 'feedForward' } as const;
  return [
    groupNorm(width),
    convolve(image, width, hidden, mixing),
    activation('feedForward', hidden),
    convolve(image, hidden, width, mixing),
  ];
}

/** MobileViT v2: inverted residuals, and in the last three stages layers whose attention costs one weight a place. */
export const mobilevitV2: Family = {
  name: 'mobilevit',
  modelTypes: ['mobilevitv2'],
  read(config) {
    const size = extent(config, 'image_size');
    const depths = perStage(config, 'n_attn_blocks', attentive.length);
    const units = perStage(config, 'base_attn_unit_dims', attentive.length);
    const side = config.size('conv_kernel_size');
    if (side % 2 === 0) config.refuse('conv_kernel_size', 'must be odd.');
    const patch = config.size('patch_size');
    const factor = config.decimal('width_multiplier') ?? 1;
    const clipped = Math.max(stemWidth.lowest, Math.min(stemWidth.highest, stemWidth.usual * factor));
    const stem = widthInSteps(clipped, widthStep, stemWidth.lowest);
    const trunk = trunkOf(size);
    trunk.add('stem', (from) =>
      chain(from, [
        { inputs: config.size('num_channels'), outputs: stem, side: stemKernel, stride: 2, first: true },
      ]),
    );
    const patches = area(trunk.image());
    const expand = (width: number): number =>
      widthInSteps(roundedToEven(width * (config.decimal('expand_ratio') ?? 1)), widthStep, widthStep);
    const residuals = (inputs: number, outputs: number, stride: number, count = 1): void => {
      const shape = { inputs, hidden: expand(inputs), outputs, stride };
      trunk.add('inverted residual', (from) => invertedResidual(from, shape), count);
    };
    let inputs = stem;
    for (const { width, step, depth, stride } of convolutional) {
      const outputs = scaled(config, 'width_multiplier', width, step);
      residuals(inputs, outputs, stride);
      residuals(outputs, outputs, 1, depth - 1);
      inputs = outputs;
    }
    // A finer output keeps the resolution of the last stages and dilates their convolutions instead.
    const outputStride = config.size('output_stride');
    const dilated = outputStride === 8 ? 2 : outputStride === 16 ? 1 : 0;
    for (const [index, usualWidth] of attentive.entries()) {
      const width = scaled(config, 'width_multiplier', usualWidth);
      const unit = scaled(config, 'width_multiplier', at(units, index));
      const ratio = config.optionalSize('ffn_multiplier') ?? usualHiddenRatio;
      const hidden = Math.max(1, Math.floor((ratio * unit) / hiddenStep) * hiddenStep);
      residuals(inputs, width, index < attentive.length - dilated ? 2 : 1);
      trunk.add('local convolution', (from) => {
        const local = chain(from, [{ inputs: width, outputs: width, side, groups: width }]);
        const mixing = convolve(from, width, unit, { side: 1, bias: false });
        return { layers: [...local.layers, mixing], image: from };
      });
      trunk.add(
        'transformer',
        (from) => {
          const kept: Extent = [Math.floor(from[0] / patch) * patch, Math.floor(from[1] / patch) * patch];
          const layers = [
            ...separableAttention(kept, unit),
            ...feedForward(kept, unit, hidden),
            twoResiduals(unit),
          ];
          return { layers, image: from };
        },
        at(depths, index),
      );
      trunk.add('projection', (from) => {
        const projected = chain(from, [{ inputs: unit, outputs: width, activated: false }]);
        return { layers: [groupNorm(unit), ...projected.layers], image: from };
      });
      inputs = width;
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, inputs)],
      ForSemanticSegmentation: () => deepLab(config, trunk.image(), atrousHead(config, inputs)),
    });
    const output = { name: 'output', count: 1, positions: 1, layers: top.layers };
    return imageModel(
      patches,
      [...trunk.blocks, output],
      [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes],
    );
  },
};
