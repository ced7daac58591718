import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { chain } from './convolutions';
import type { Convolution } from './convolutions';
import { classifier, topOf } from './head';
import type { ImageMap } from './feature-maps';
import type { Extent } from './image';
import { anyImage, area, at, batchNorm, convolution2d, convolved, perStage, stageCount } from './stages';
import { imageModel } from './transformer';

/** A bottleneck's inner layers are so many times narrower. */
const reduction = 4;

/** The stem: one convolution of this side, or three small ones (ResNet-D). */
const stemSide = 7;
const smallStemSide = 3;

interface Residual {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  readonly bottleneck: boolean;
  /** Whether the stride is the first convolution's, not the middle one's. */
  readonly strideFirst: boolean;
  /** Whether what goes around is projected even where the shape stays. */
  readonly projects: boolean;
}

/** A residual layer's convolutions, each with a BatchNorm, and the projection of what goes around them. */
function residualLayer(
  image: Extent,
  { inputs, outputs, stride, bottleneck, strideFirst, projects }: Residual,
): {
  layers: Layer[];
  image: Extent;
} {
  const layers: Layer[] = [];
  let current = image;
  const add = (from: number, to: number, kernel: number, step: number): void => {
    const convolution = convolution2d(current, {
      inputs: from,
      outputs: to,
      kernel,
      stride: step,
      padding: Math.floor(kernel / 2),
      bias: false,
    });
    current = convolution.image;
    const positions = area(current);
    layers.push(
      convolution.layer,
      { ...batchNorm(to), positions },
      { ...activation('convolution', to), positions },
    );
  };
  if (projects || inputs !== outputs || stride !== 1) add(inputs, outputs, 1, stride);
  current = image;
  if (bottleneck) {
    const inner = Math.max(1, Math.floor(outputs / reduction));
    add(inputs, inner, 1, strideFirst ? stride : 1);
    add(inner, inner, 3, strideFirst ? 1 : stride);
    add(inner, outputs, 1, 1);
  } else {
    add(inputs, outputs, 3, stride);
    add(outputs, outputs, 3, 1);
  }
  return { layers, image: current };
}

function stemOf(channels: number, width: number, deep: boolean): Convolution[] {
  if (!deep) return [{ inputs: channels, outputs: width, side: stemSide, stride: 2, first: true }];
  const half = Math.max(1, Math.floor(width / 2));
  return [
    { inputs: channels, outputs: half, side: smallStemSide, stride: 2, first: true },
    { inputs: half, outputs: half, side: smallStemSide },
    { inputs: half, outputs: width, side: smallStemSide },
  ];
}

/** A residual network by its sizes. */
export interface ResidualNetwork {
  readonly channels: number;
  readonly embedding: number;
  /** Widths and depths of the stages. */
  readonly widths: readonly number[];
  readonly depths: readonly number[];
  readonly bottleneck: boolean;
  readonly strideFirst: boolean;
  /** Whether the first stage halves the image too. */
  readonly halvesFirst: boolean;
  /** RT-DETR's ResNet-D: a stem of three convolutions, and a projection around the first basic layer of each stage. */
  readonly deepStem: boolean;
  /** The last stage keeps the resolution and dilates its convolutions instead. */
  readonly dilatesLast?: boolean;
}

/** What the keys of the library's ResNet configs say. */
export function readResidualNetwork(config: ConfigFields, modelType: string): ResidualNetwork {
  const stages = stageCount(config, 'depths');
  const kind = config.text('layer_type') ?? 'bottleneck';
  if (kind !== 'basic' && kind !== 'bottleneck')
    config.refuse('layer_type', 'must be "basic" or "bottleneck".');
  const network: ResidualNetwork = {
    channels: config.size('num_channels'),
    embedding: config.size('embedding_size'),
    widths: perStage(config, 'hidden_sizes', stages),
    depths: perStage(config, 'depths', stages),
    bottleneck: kind !== 'basic',
    strideFirst: config.flag('downsample_in_bottleneck'),
    halvesFirst: config.flag('downsample_in_first_stage'),
    deepStem: modelType === 'rt_detr_resnet',
  };
  const { deepStem, bottleneck, widths, embedding, halvesFirst } = network;
  if (deepStem && !bottleneck && at(widths, 0) !== embedding && !halvesFirst)
    config.refuse(
      'embedding_size',
      'must be the width of the first stage of basic layers, which is not halved.',
    );
  return network;
}

/** Its blocks over an image, and what each stage puts out. */
export function residualNetwork(
  size: Extent,
  network: ResidualNetwork,
): {
  readonly blocks: readonly Block[];
  /** The image behind the stem. */
  readonly start: Extent;
  readonly maps: readonly ImageMap[];
} {
  const { widths, depths, bottleneck, strideFirst, deepStem } = network;
  const stem = chain(size, stemOf(network.channels, network.embedding, deepStem));
  const blocks: Block[] = [{ name: 'stem', count: 1, positions: area(stem.image), layers: stem.layers }];
  const maps: ImageMap[] = [];
  const start = convolved(stem.image, 3, 2, 1);
  let image = start;
  let inputs = network.embedding;
  for (const [stage, outputs] of widths.entries()) {
    const keeps =
      stage === 0 ? !network.halvesFirst : network.dilatesLast === true && stage === widths.length - 1;
    const common = { outputs, bottleneck, strideFirst };
    const projects = deepStem && !bottleneck;
    const first = residualLayer(image, { ...common, inputs, stride: keeps ? 1 : 2, projects });
    image = first.image;
    const rest = residualLayer(image, { ...common, inputs: outputs, stride: 1, projects: false });
    const name = `stage ${stage + 1}`;
    blocks.push({ name, count: 1, positions: area(image), layers: first.layers });
    blocks.push({ name, count: at(depths, stage) - 1, positions: area(image), layers: rest.layers });
    maps.push({ image, width: outputs });
    inputs = outputs;
  }
  return { blocks, start, maps };
}

/** ResNet: convolutions with residual sums in stages, of basic or bottleneck layers. */
export const resnet: Family = {
  name: 'resnet',
  modelTypes: ['resnet', 'rt_detr_resnet'],
  read(config, modelType) {
    const network = readResidualNetwork(config, modelType);
    const { image: size, note } = anyImage(config);
    const { blocks, start } = residualNetwork(size, network);
    const last = at(network.widths, network.widths.length - 1);
    const top = topOf(config, network.deepStem ? 'Backbone' : 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    const output: Block = { name: 'output', count: 1, positions: 1, layers: top.layers };
    return imageModel(area(start), [...blocks, output], [note, ...top.notes]);
  },
};
