import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { vector } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { chain, trunkOf } from './convolutions';
import type { Convolution, Convolved } from './convolutions';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, perStage, stageCount } from './stages';
import type { Sides } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

/** Padding that lets an even kernel shrink the image by one. */
const lesserHalf = (side: number): number => Math.floor((side - 1) / 2);

/** A scale and a shift, one number each, behind every activation where use_learnable_affine_block says so. */
export const affine = (config: ConfigFields, activations: number): Layer[] =>
  config.flag('use_learnable_affine_block') && activations > 0 ? [vector('other', 2 * activations)] : [];

/** One more row and column, at the end. */
const paddedByOne = ([height, width]: Extent): Extent => [height + 1, width + 1];

/** Strides of the stem's five convolutions; a number or a pair each. */
function stemStrides(config: ConfigFields): readonly Sides[] {
  const value = config.raw('stem_strides');
  const isStride = (item: unknown): item is number =>
    Number.isInteger(item) && Number(item) >= 1 && Number(item) <= 64;
  const isPair = (item: unknown): item is Extent =>
    Array.isArray(item) && item.length === 2 && item.every(isStride);
  if (Array.isArray(value) && value.length === 5 && value.every((item) => isStride(item) || isPair(item)))
    return value;
  config.refuse('stem_strides', 'must list the strides of five convolutions.');
  return [1, 1, 1, 1, 1];
}

/** HGNet's stem: two small convolutions beside a pooling, between larger ones. Widths: of the image, inside, and of the output. */
export function branchedStem(config: ConfigFields, image: Extent): Convolved {
  const [channels = 1, width = 1, outputs = 1] = config.sizes('stem_channels', 3);
  if (channels !== config.size('num_channels'))
    config.refuse('stem_channels', said`must begin with num_channels (${config.size('num_channels')}).`);
  const strides = stemStrides(config);
  const half = Math.max(1, Math.floor(width / 2));
  const stride = (index: number): Sides => strides[index] ?? 1;
  const first = chain(image, [{ inputs: channels, outputs: width, side: 3, stride: stride(0), first: true }]);
  const small = { side: 2, padding: 0 };
  const left = chain(paddedByOne(first.image), [
    { ...small, inputs: width, outputs: half, stride: stride(1) },
  ]);
  const right = chain(paddedByOne(left.image), [
    { ...small, inputs: half, outputs: width, stride: stride(2) },
  ]);
  const last = chain(right.image, [
    { inputs: 2 * width, outputs: width, side: 3, stride: stride(3) },
    { inputs: width, outputs, stride: stride(4) },
  ]);
  return {
    layers: [first, left, right, last].flatMap((part) => part.layers).concat(affine(config, 5)),
    image: last.image,
  };
}

interface Stage {
  readonly middle: number;
  readonly outputs: number;
  readonly side: number;
  readonly layers: number;
  readonly light: boolean;
}

/** Convolutions one after another, all of whose outputs are laid side by side and mixed to `outputs`. */
function aggregated(config: ConfigFields, image: Extent, inputs: number, stage: Stage): Convolved {
  const { middle, outputs, side, layers, light } = stage;
  const padding = lesserHalf(side);
  const convolutions = Array.from({ length: layers }, (_, index): Convolution[] => {
    const from = index === 0 ? inputs : middle;
    return light
      ? [
          { inputs: from, outputs: middle, activated: false },
          { inputs: middle, outputs: middle, side, padding, groups: middle },
        ]
      : [{ inputs: from, outputs: middle, side, padding }];
  }).flat();
  const squeezed = Math.max(1, Math.floor(outputs / 2));
  const made = chain(image, [
    ...convolutions,
    { inputs: inputs + layers * middle, outputs: squeezed },
    { inputs: squeezed, outputs },
  ]);
  return { layers: [...made.layers, ...affine(config, layers + 2)], image: made.image };
}

/** HGNetV2: stages of blocks that keep the outputs of all their convolutions. */
export const hgnet: Family = {
  name: 'hgnet',
  modelTypes: ['hgnet_v2'],
  read(config) {
    const stages = stageCount(config, 'stage_in_channels');
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [inputsOf, middles, outputsOf] = [
      lists('stage_in_channels'),
      lists('stage_mid_channels'),
      lists('stage_out_channels'),
    ];
    const [counts, sides] = [lists('stage_num_blocks'), lists('stage_kernel_size')];
    const [depths, strides] = [lists('stage_numb_of_layers'), lists('stage_downsample_strides')];
    const [downsamples, lights] = [config.flags('stage_downsample'), config.flags('stage_light_block')];
    if (sides.some((side) => side % 2 === 0)) config.refuse('stage_kernel_size', 'must hold odd numbers.');
    if (depths.some((depth) => depth > 100)) config.refuse('stage_numb_of_layers', 'holds more than 100.');
    const { image, note } = anyImage(config);
    const trunk = trunkOf(image);
    trunk.add('stem', (from) => branchedStem(config, from));
    const patches = area(trunk.image());
    for (let stage = 0; stage < stages; stage++) {
      const [inputs, outputs] = [at(inputsOf, stage), at(outputsOf, stage)];
      const name = `stage ${stage + 1}`;
      const before = stage === 0 ? (config.sizes('stem_channels')[2] ?? 1) : at(outputsOf, stage - 1);
      if (inputs !== before)
        config.refuse(
          'stage_in_channels',
          said`of stage ${stage + 1} (${inputs}) are not what comes before (${before}).`,
        );
      if (downsamples[stage] === true)
        trunk.add(`${name} downsampling`, (from) =>
          chain(from, [
            {
              inputs,
              outputs: inputs,
              side: 3,
              stride: at(strides, stage),
              groups: inputs,
              activated: false,
            },
          ]),
        );
      const shape: Stage = {
        middle: at(middles, stage),
        outputs,
        side: at(sides, stage),
        layers: Math.min(100, at(depths, stage)),
        light: lights[stage] === true,
      };
      trunk.add(name, (from) => aggregated(config, from, inputs, shape));
      trunk.add(name, (from) => aggregated(config, from, outputs, shape), at(counts, stage) - 1);
    }
    const last = at(outputsOf, stages - 1);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    const output: Block = { name: 'output', count: 1, positions: 1, layers: top.layers };
    return imageModel(patches, [...trunk.blocks, output], [note, ...top.notes]);
  },
};
