import type { ConfigFields } from '../../config-fields';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { chain, trunkOf } from './convolutions';
import type { Convolution, Convolved } from './convolutions';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { area, at, batchNorm } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const stages = 4;
/** What the class has where the lists are null: https://github.com/huggingface/transformers (Apache-2.0). */
const usualKernels = [
  [
    [3, 3],
    [3, 3],
    [3, 3],
  ],
  [
    [3, 3],
    [1, 3],
    [3, 3],
    [3, 1],
  ],
  [
    [3, 3],
    [3, 3],
    [3, 1],
    [1, 3],
  ],
  [
    [3, 3],
    [3, 1],
    [1, 3],
    [3, 3],
  ],
];
const usualStrides = [
  [1, 2, 1],
  [2, 1, 1, 1],
  [2, 1, 1, 1],
  [2, 1, 1, 1],
];

const isSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 64;
const isKernel = (value: unknown): value is Extent =>
  Array.isArray(value) && value.length === 2 && value.every((side) => isSize(side) && side % 2 === 1);

/** A list of layers for each of the four stages. */
function perLayer<Item>(
  config: ConfigFields,
  key: string,
  usual: readonly (readonly unknown[])[],
  isItem: (value: unknown) => value is Item,
  kind: string,
): readonly (readonly Item[])[] {
  const value: unknown = config.raw(key) ?? usual;
  const fits = (list: unknown): boolean =>
    Array.isArray(list) &&
    list.length === stages &&
    list.every((stage: unknown) => Array.isArray(stage) && stage.length <= 100 && stage.every(isItem));
  if (!fits(value)) config.refuse(key, said`must list ${stages} stages of ${kind}.`);
  return (fits(value) ? value : usual) as readonly (readonly Item[])[];
}

/** A convolution beside its vertical and its horizontal line and, where the shape stays, the input; each with a BatchNorm. */
function branched(image: Extent, inputs: number, outputs: number, side: Extent, stride: number): Convolved {
  const convolution: Convolution = { inputs, outputs, stride, activated: false };
  const main = chain(image, [{ ...convolution, side, activated: true }]);
  const lines: Extent[] = [];
  if (side[1] !== 1) lines.push([side[0], 1]);
  if (side[0] !== 1) lines.push([1, side[1]]);
  const kept = inputs === outputs && stride === 1;
  return {
    layers: [
      ...main.layers,
      ...lines.flatMap((line) => chain(image, [{ ...convolution, side: line }]).layers),
      ...(kept ? [{ ...batchNorm(inputs), positions: area(image) }] : []),
    ],
    image: main.image,
  };
}

/** TextNet: convolutions with kernels as long and as flat as lines of text. */
export const textnet: Family = {
  name: 'textnet',
  modelTypes: ['textnet'],
  read(config) {
    const kernels = perLayer(config, 'conv_layer_kernel_sizes', usualKernels, isKernel, 'odd kernel sides');
    const strides = perLayer(config, 'conv_layer_strides', usualStrides, isSize, 'strides');
    const widths = config.sizes('hidden_sizes', stages + 1);
    const stem = config.size('stem_out_channels');
    if (at(widths, 0) !== stem)
      config.refuse('hidden_sizes', said`must begin with stem_out_channels (${stem}).`);
    const size = extent(config, 'image_size');
    const trunk = trunkOf(size);
    trunk.add('stem', (from) =>
      chain(from, [
        {
          inputs: config.size('stem_num_channels'),
          outputs: stem,
          side: config.size('stem_kernel_size'),
          stride: config.size('stem_stride'),
          first: true,
        },
      ]),
    );
    const patches = area(trunk.image());
    for (const [stage, stageKernels] of kernels.entries()) {
      const stageStrides = strides[stage] ?? [];
      if (stageStrides.length !== stageKernels.length)
        config.refuse(
          'conv_layer_strides',
          said`and conv_layer_kernel_sizes differ in length in stage ${stage + 1}.`,
        );
      for (const [index, side] of stageKernels.entries()) {
        const outputs = at(widths, stage + 1);
        const inputs = index === 0 ? at(widths, stage) : outputs;
        trunk.add(`stage ${stage + 1}`, (from) =>
          branched(from, inputs, outputs, side, at(stageStrides, index)),
        );
      }
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, at(widths, stages))],
    });
    const output: Block = { name: 'output', count: 1, positions: 1, layers: top.layers };
    return imageModel(
      patches,
      [...trunk.blocks, output],
      [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes],
    );
  },
};
