import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, residual } from '../../layers';
import type { Family } from '../family';
import { trunkOf } from './convolutions';
import type { Convolved } from './convolutions';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import {
  anyImage,
  area,
  at,
  batchNorm,
  convolution2d,
  convolved,
  perStage,
  stageCount,
  usableWidth,
  widthInSteps,
} from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const widthStep = 8;
/** A bottleneck's inner layers are so many times narrower. */
const reduction = 4;
/** The stem makes the image so many times smaller. */
const stemStride = 4;

const innerWidth = (width: number): number => widthInSteps(width / reduction, widthStep, widthStep);

/** GroupNorm: a scale and a shift for each channel. */
const groupNorm = batchNorm;

interface Bottleneck {
  readonly inputs: number;
  readonly outputs: number;
  readonly stride: number;
  /** Norms stand before the convolutions, not behind them. */
  readonly normsFirst: boolean;
  readonly projects: boolean;
}

function bottleneck(image: Extent, shape: Bottleneck): Convolved {
  const { inputs, outputs, stride, normsFirst, projects } = shape;
  const inner = innerWidth(outputs);
  const shrunk: Extent = [Math.ceil(image[0] / stride), Math.ceil(image[1] / stride)];
  const places = { before: area(image), after: area(shrunk) };
  const layers: Layer[] = [];
  const norm = (width: number, positions: number): void => {
    layers.push({ ...groupNorm(width), positions }, { ...activation('convolution', width), positions });
  };
  const convolve = (from: Extent, to: Extent, widths: readonly [number, number], side: number): void => {
    const { layer } = convolution2d(from, {
      inputs: widths[0],
      outputs: widths[1],
      kernel: side,
      bias: false,
    });
    layers.push({ ...layer, outputPositions: area(to) });
  };
  if (normsFirst) norm(inputs, places.before);
  if (projects) convolve(image, shrunk, [inputs, outputs], 1);
  if (projects && !normsFirst) norm(outputs, places.after);
  convolve(image, image, [inputs, inner], 1);
  norm(inner, places.before);
  convolve(image, shrunk, [inner, inner], 3);
  norm(inner, places.after);
  convolve(shrunk, shrunk, [inner, outputs], 1);
  if (!normsFirst) norm(outputs, places.after);
  return { layers: [...layers, residual(outputs, 1)], image: shrunk };
}

/** The widths of the stages: hidden_sizes times width_factor, in steps. */
function widthsOf(config: ConfigFields, stages: number): readonly number[] {
  const factor = config.decimal('width_factor') ?? 1;
  return perStage(config, 'hidden_sizes', stages).map((width) =>
    usableWidth(config, 'width_factor', widthInSteps(width * factor, widthStep, widthStep)),
  );
}

/** The stem: a convolution and a pooling, each of which halves the image; how much depends on the padding. */
function stem(config: ConfigFields, width: number, normed: boolean): (image: Extent) => Convolved {
  const padding = config.text('global_padding')?.toUpperCase() ?? null;
  if (padding !== null && padding !== 'SAME')
    config.refuse('global_padding', 'must be left out or "SAME": residual sums need images of one size.');
  return (image) => {
    const { layer, image: halved } = convolution2d(image, {
      inputs: config.size('num_channels'),
      outputs: width,
      kernel: 7,
      stride: 2,
      padding: 3,
      bias: false,
      inputGradient: false,
    });
    const space = padding === 'SAME' ? 0 : 2;
    const widened: Extent = [halved[0] + space, halved[1] + space];
    const pooled: Extent = config.flag('embedding_dynamic_padding')
      ? [Math.ceil(widened[0] / 2), Math.ceil(widened[1] / 2)]
      : convolved(widened, 3, 2, 0);
    const positions = area(widened);
    return { layers: [layer, ...(normed ? [{ ...groupNorm(width), positions }] : [])], image: pooled };
  };
}

/** BiT: a ResNet v2 with group norms and standardised weights. */
export const bit: Family = {
  name: 'bit',
  modelTypes: ['bit'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const depths = perStage(config, 'depths', stages);
    const widths = widthsOf(config, stages);
    const kind = config.text('layer_type') ?? 'preactivation';
    if (kind !== 'preactivation' && kind !== 'bottleneck')
      config.refuse('layer_type', 'must be "preactivation" or "bottleneck".');
    const normsFirst = kind !== 'bottleneck';
    const embedding = config.size('embedding_size');
    const groups = config.size('num_groups');
    if ([embedding, ...widths, ...widths.map(innerWidth)].some((width) => width % groups !== 0))
      config.refuse('num_groups', said`(${groups}) does not divide the width of each layer.`);
    const { image, note } = anyImage(config);
    const trunk = trunkOf(image);
    trunk.add('stem', stem(config, embedding, !normsFirst));
    const patches = area(trunk.image());
    let inputs = embedding;
    let shrunk = stemStride;
    for (let stage = 0; stage < stages; stage++) {
      const outputs = at(widths, stage);
      // The image is halved until it is so many times smaller; later stages dilate instead.
      const stride = stage === 0 || shrunk >= config.size('output_stride') ? 1 : 2;
      shrunk *= stride;
      const name = `stage ${stage + 1}`;
      const first = { inputs, outputs, stride, normsFirst, projects: true };
      trunk.add(name, (from) => bottleneck(from, first));
      const rest = { inputs: outputs, outputs, stride: 1, normsFirst, projects: false };
      trunk.add(name, (from) => bottleneck(from, rest), at(depths, stage) - 1);
      inputs = outputs;
    }
    if (at(config.sizes('hidden_sizes'), stages - 1) !== inputs)
      config.refuse(
        'width_factor',
        'changes the width of the last stage, but not that of the classifier on it.',
      );
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, inputs)],
    });
    const norm = normsFirst ? [groupNorm(inputs)] : [];
    const output = {
      name: 'output',
      count: 1,
      positions: area(trunk.image()),
      layers: [...norm, ...top.layers],
    };
    return imageModel(patches, [...trunk.blocks, output], [note, ...top.notes]);
  },
};
