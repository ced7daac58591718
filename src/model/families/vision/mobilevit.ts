import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { atrousHead, deepLab } from './deeplab';
import { classifier, topOf } from './head';
import { chain } from './convolutions';
import type { Convolution } from './convolutions';
import { extent } from './image';
import type { Extent } from './image';
import { invertedResidual } from './inverted-residual';
import { area, at, convolution2d, perStage, roundedToEven, usableWidth, widthInSteps } from './stages';
import { imageModel, scaledWidth, transformerLayer } from './transformer';
import { said } from '../../../units/message';

const stemKernel = 3;
const widthStep = 8;
/** Inverted residuals of the first two stages, and their steps. */
const convolutional = [
  { depth: 1, stride: 1 },
  { depth: 3, stride: 2 },
];
/** Transformer layers of the three stages that have them. */
const depths = [2, 4, 3];
const neckWidths = 7;

/** The hidden width of an inverted residual. */
function expanded(config: ConfigFields, width: number): number {
  const ratio = config.decimal('expand_ratio') ?? 1;
  return usableWidth(
    config,
    'expand_ratio',
    widthInSteps(roundedToEven(width * ratio), widthStep, widthStep),
  );
}

interface Stage {
  readonly image: Extent;
  readonly width: number;
  readonly hidden: number;
  readonly depth: number;
}

/** Convolutions around Transformer layers, in which a pixel sees those at its own place in the other patches. */
function transformerBlocks(config: ConfigFields, { image, width, hidden, depth }: Stage): Block[] {
  const kernel = config.size('conv_kernel_size');
  if (kernel % 2 === 0) config.refuse('conv_kernel_size', 'must be odd.');
  const patch = config.size('patch_size');
  const [rows, columns] = [Math.ceil(image[0] / patch), Math.ceil(image[1] / patch)];
  const positions = rows * columns * patch * patch;
  const heads = config.size('num_attention_heads');
  if (hidden % heads !== 0)
    config.refuse(
      'hidden_sizes',
      said`holds ${hidden}, which num_attention_heads (${heads}) does not divide.`,
    );
  const layers = transformerLayer({
    width: hidden,
    heads,
    headWidth: Math.max(1, Math.floor(hidden / heads)),
    bias: queryKeyValueBias(config.flag('qkv_bias'), true),
    hidden: scaledWidth(config, hidden, 'mlp_ratio'),
  }).map((part): Layer => (part.kind === 'attention' ? { ...part, keys: rows * columns } : part));
  const around = (convolutions: readonly Convolution[]): readonly Layer[] =>
    chain(image, convolutions).layers;
  return [
    {
      name: 'local convolution',
      count: 1,
      positions: area(image),
      layers: [
        ...around([{ inputs: width, outputs: width, side: kernel }]),
        convolution2d(image, { inputs: width, outputs: hidden, kernel: 1, bias: false }).layer,
      ],
    },
    { name: 'transformer', count: depth, positions, layers },
    {
      name: 'fusion',
      count: 1,
      positions: area(image),
      layers: [
        { ...layerNorm(hidden), positions },
        ...around([
          { inputs: hidden, outputs: width },
          { inputs: 2 * width, outputs: width, side: kernel },
        ]),
      ],
    },
  ];
}

/** MobileViT: inverted residuals, and in the last three stages Transformer layers between convolutions. */
export const mobilevit: Family = {
  name: 'mobilevit',
  modelTypes: ['mobilevit'],
  read(config) {
    const size = extent(config, 'image_size');
    const necks = perStage(config, 'neck_hidden_sizes', neckWidths);
    const hiddenWidths = perStage(config, 'hidden_sizes', depths.length);
    const stem: Convolution = {
      inputs: config.size('num_channels'),
      outputs: at(necks, 0),
      side: stemKernel,
      stride: 2,
      first: true,
    };
    const started = chain(size, [stem]);
    let image = started.image;
    const first = area(image);
    const blocks: Block[] = [{ name: 'stem', count: 1, positions: first, layers: started.layers }];
    const residualBlock = (inputs: number, outputs: number, stride: number, count = 1): void => {
      const made = invertedResidual(image, { inputs, hidden: expanded(config, inputs), outputs, stride });
      image = made.image;
      blocks.push({ name: 'inverted residual', count, positions: area(image), layers: made.layers });
    };
    for (const [index, { depth, stride }] of convolutional.entries()) {
      const outputs = at(necks, index + 1);
      residualBlock(at(necks, index), outputs, stride);
      if (depth > 1) residualBlock(outputs, outputs, 1, depth - 1);
    }
    // A finer output keeps the resolution of the last stages and dilates their convolutions instead.
    const outputStride = config.size('output_stride');
    const dilated = outputStride === 8 ? 2 : outputStride === 16 ? 1 : 0;
    for (const [index, depth] of depths.entries()) {
      const width = at(necks, index + 3);
      residualBlock(at(necks, index + 2), width, index < depths.length - dilated ? 2 : 1);
      blocks.push(...transformerBlocks(config, { image, width, hidden: at(hiddenWidths, index), depth }));
    }
    const last = at(necks, 6);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
      ForSemanticSegmentation: () => deepLab(config, image, atrousHead(config, at(necks, 5))),
    });
    // Pixels are told apart by the last stage's map itself.
    if (architectureClass(config)?.endsWith('ForSemanticSegmentation') !== true)
      blocks.push({
        name: 'last convolution',
        count: 1,
        positions: area(image),
        layers: chain(image, [{ inputs: at(necks, 5), outputs: last }]).layers,
      });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes]);
  },
};
