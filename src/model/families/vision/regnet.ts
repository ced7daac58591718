import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { squeezeAndExcitation } from './convolutions';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, batchNorm, convolution2d, perStage, stageCount } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

/** Squeeze and excitation looks at so many times fewer channels. */
const reduction = 4;

interface RegNetLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  /** Channels of a group in the middle convolution. */
  readonly groupWidth: number;
  /** Whether channels are weighed by squeeze and excitation (RegNet-Y). */
  readonly excites: boolean;
}

/** Halves go to the even neighbour, as in the library's language. */
function roundHalfEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** Three convolutions, the middle one in groups, and a projection of what goes around them where the shape changes. */
function regnetLayer(
  config: ConfigFields,
  image: Extent,
  description: RegNetLayer,
): { layers: Layer[]; image: Extent } {
  const { inputs, outputs, stride, groupWidth, excites } = description;
  const groups = Math.max(1, Math.floor(outputs / groupWidth));
  if (outputs % groups !== 0)
    config.refuse(
      'groups_width',
      said`(${groupWidth}) makes ${groups} groups, which do not divide the width ${outputs}.`,
    );
  const layers: Layer[] = [];
  let current = image;
  const add = (from: number, kernel: number, step: number, divided = 1): void => {
    const convolution = convolution2d(current, {
      inputs: from,
      outputs,
      kernel,
      stride: step,
      padding: Math.floor(kernel / 2),
      groups: outputs % divided === 0 ? divided : 1,
      bias: false,
    });
    current = convolution.image;
    const positions = area(current);
    layers.push(
      convolution.layer,
      { ...batchNorm(outputs), positions },
      { ...activation('convolution', outputs), positions },
    );
  };
  if (inputs !== outputs || stride !== 1) add(inputs, 1, stride);
  current = image;
  add(inputs, 1, 1);
  add(outputs, 3, stride, groups);
  if (excites) {
    layers.push(...squeezeAndExcitation(outputs, Math.max(1, roundHalfEven(inputs / reduction))));
  }
  add(outputs, 1, 1);
  return { layers, image: current };
}

/** RegNet: residual layers with grouped convolutions, with or without squeeze and excitation. */
export const regnet: Family = {
  name: 'resnet',
  modelTypes: ['regnet'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const depths = perStage(config, 'depths', stages);
    const widths = perStage(config, 'hidden_sizes', stages);
    const kind = config.text('layer_type') ?? 'y';
    if (kind !== 'x' && kind !== 'y') config.refuse('layer_type', 'must be "x" or "y".');
    const common = { groupWidth: config.size('groups_width'), excites: kind === 'y' };
    const { image: size, note } = anyImage(config);
    const embedding = config.size('embedding_size');
    const stem = convolution2d(size, {
      inputs: config.size('num_channels'),
      outputs: embedding,
      kernel: 3,
      stride: 2,
      padding: 1,
      bias: false,
      inputGradient: false,
    });
    let image = stem.image;
    const first = area(image);
    const blocks: Block[] = [
      { name: 'stem', count: 1, positions: first, layers: [stem.layer, batchNorm(embedding)] },
    ];
    let inputs = embedding;
    for (let stage = 0; stage < stages; stage++) {
      const outputs = at(widths, stage);
      const stride = stage > 0 || config.flag('downsample_in_first_stage') ? 2 : 1;
      const head = regnetLayer(config, image, { ...common, inputs, outputs, stride });
      image = head.image;
      const rest = regnetLayer(config, image, { ...common, inputs: outputs, outputs, stride: 1 });
      const name = `stage ${stage + 1}`;
      blocks.push({ name, count: 1, positions: area(image), layers: head.layers });
      blocks.push({ name, count: at(depths, stage) - 1, positions: area(image), layers: rest.layers });
      inputs = outputs;
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, inputs)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
