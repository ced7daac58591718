import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, residual, vector } from '../../layers';
import type { Family } from '../family';
import { chain, squeezeAndExcitation, trunkOf } from './convolutions';
import type { Convolution, Convolved } from './convolutions';
import { classifier, topOf } from './head';
import { branchedStem } from './hgnet';
import type { Extent } from './image';
import { anyImage, area, batchNorm, convolution2d, convolved, usableWidth, widthInSteps } from './stages';
import type { Sides } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

/** Kernel side, channels before and after, stride, and whether squeeze and excitation stands between its convolutions. */
type Row = readonly [side: number, inputs: number, outputs: number, stride: Sides, excites: boolean];

const repeated = (times: number, row: Row): Row[] => Array.from({ length: times }, () => row);

/** What the classes have where block_configs is null: https://github.com/huggingface/transformers (Apache-2.0). */
const usualRows: Readonly<Record<string, readonly (readonly Row[])[]>> = {
  pp_lcnet: [
    [[3, 16, 32, 1, false]],
    [
      [3, 32, 64, 2, false],
      [3, 64, 64, 1, false],
    ],
    [
      [3, 64, 128, 2, false],
      [3, 128, 128, 1, false],
    ],
    [[3, 128, 256, 2, false], ...repeated(5, [5, 256, 256, 1, false])],
    [
      [5, 256, 512, 2, true],
      [5, 512, 512, 1, true],
    ],
  ],
  pp_lcnet_v3: [
    [[3, 16, 32, 1, false]],
    [
      [3, 32, 64, 2, false],
      [3, 64, 64, 1, false],
    ],
    [
      [3, 64, 128, 2, false],
      [3, 128, 128, 1, false],
    ],
    [[3, 128, 256, 2, false], ...repeated(4, [5, 256, 256, 1, false])],
    [[5, 256, 512, 2, true], [5, 512, 512, 1, true], ...repeated(2, [5, 512, 512, 1, false])],
  ],
  pp_lcnet_v4: [
    [[3, 96, 96, 1, true]],
    repeated(2, [3, 96, 96, 1, false]),
    [
      [3, 96, 192, [2, 1], false],
      [3, 192, 192, 1, true],
      [3, 192, 192, 1, false],
      [3, 192, 192, 1, true],
      [3, 192, 192, 1, false],
      [3, 192, 192, 1, true],
      [3, 192, 192, 1, false],
    ],
    [
      [3, 192, 384, [2, 1], false],
      [3, 384, 384, 1, true],
      [3, 384, 384, 1, false],
    ],
  ],
};

const isSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1e6;

const isRow = (value: unknown): value is Row => {
  if (!Array.isArray(value) || value.length !== 5) return false;
  const [side, inputs, outputs, stride, excites] = value as unknown[];
  const pair = Array.isArray(stride) && stride.length === 2 && stride.every(isSize);
  return [side, inputs, outputs].every(isSize) && (isSize(stride) || pair) && typeof excites === 'boolean';
};

/** The rows of block_configs, stage by stage. */
function rowsOf(config: ConfigFields, modelType: string): readonly (readonly Row[])[] {
  const usual = usualRows[modelType] ?? [];
  const value: unknown = config.raw('block_configs') ?? usual;
  const isStage = (stage: unknown): stage is readonly Row[] =>
    Array.isArray(stage) && stage.length <= 100 && stage.every(isRow);
  if (Array.isArray(value) && value.length === usual.length && value.every(isStage)) return value;
  config.refuse(
    'block_configs',
    said`must list ${usual.length} stages of rows: kernel, channels before and after, stride, squeeze and excitation.`,
  );
  return usual;
}

/** `width` times scale, in steps of divisor. */
function scaled(config: ConfigFields, width: number): number {
  const step = config.size('divisor');
  return usableWidth(config, 'scale', widthInSteps(width * (config.decimal('scale') ?? 1), step, step));
}

const excitation = (config: ConfigFields, width: number): Layer[] =>
  squeezeAndExcitation(width, Math.max(1, Math.floor(width / config.size('reduction'))));

/** V3's convolution: several branches with one kernel each, one of a single place, and the input itself, all with a BatchNorm. */
function branched(config: ConfigFields, image: Extent, convolution: Convolution): Convolved {
  const { inputs, outputs, side = 1, stride = 1 } = convolution;
  const branches = config.layers('conv_symmetric_num');
  const one = chain(image, [{ ...convolution, activated: false }]);
  const kept = inputs === outputs && stride === 1;
  const positions = area(one.image);
  return {
    layers: [
      ...(kept ? [{ ...batchNorm(inputs), positions }] : []),
      ...(side === 1 ? [] : chain(image, [{ ...convolution, side: 1, activated: false }]).layers),
      ...Array.from({ length: Math.min(64, branches) }, () => one.layers).flat(),
      // A scale and a shift of all channels, before the activation and behind it.
      vector('other', 4),
      { ...activation('convolution', outputs), positions },
    ],
    image: one.image,
  };
}

/** A convolution of each channel alone, squeeze and excitation, and a convolution of single places. */
function separable(config: ConfigFields, modelType: string, [side, from, to, stride, excites]: Row) {
  return (image: Extent): Convolved => {
    const [inputs, outputs] = [scaled(config, from), scaled(config, to)];
    const made = (start: Extent, convolution: Convolution): Convolved =>
      modelType === 'pp_lcnet_v3' ? branched(config, start, convolution) : chain(start, [convolution]);
    const depthwise = made(image, { inputs, outputs: inputs, side, stride, groups: inputs });
    const pointwise = made(depthwise.image, { inputs, outputs });
    const between = excites ? excitation(config, inputs) : [];
    return { layers: [...depthwise.layers, ...between, ...pointwise.layers], image: pointwise.image };
  };
}

/** V4's block: a convolution of each channel alone, and two of single places through twice the width. */
function metaformer(config: ConfigFields, [side, inputs, outputs, stride, excites]: Row) {
  return (image: Extent): Convolved => {
    const kept = stride === 1 && inputs === outputs;
    const padding = kept ? Math.floor(side / 2) : Math.floor((side - 1) / 2);
    const channels = { inputs, outputs: inputs, groups: inputs };
    const tokens: Convolved = kept
      ? {
          layers: [convolution2d(image, { ...channels, kernel: side, padding, bias: true }).layer],
          image: convolved(image, side, 1, padding),
        }
      : chain(image, [{ ...channels, side, stride, padding, activated: false }]);
    const mixed = chain(tokens.image, [
      { inputs, outputs: 2 * inputs },
      { inputs: 2 * inputs, outputs, activated: false },
    ]);
    return {
      layers: [
        ...tokens.layers,
        ...(excites ? excitation(config, inputs) : []),
        ...mixed.layers,
        ...(kept ? [residual(outputs, 1)] : []),
      ],
      image: mixed.image,
    };
  };
}

/** V4's smaller stem: two convolutions that halve the image. */
function smallStem(config: ConfigFields, image: Extent): Convolved {
  const [channels = 1, width = 1, outputs = 1] = config.sizes('stem_channels', 3);
  return chain(image, [
    { inputs: channels, outputs: width, side: 3, stride: 2, first: true },
    { inputs: width, outputs, side: 3, stride: 2, activated: false },
  ]);
}

/** The channels of one row must be those of the row before. */
function checkChannels(config: ConfigFields, rows: readonly Row[], width: number): void {
  let before = width;
  for (const [, inputs, outputs] of rows) {
    if (inputs !== before)
      config.refuse('block_configs', said`has a row of ${inputs} channels behind one of ${before}.`);
    before = outputs;
  }
}

/** PP-LCNet: depthwise separable convolutions, whose third version has them in branches; the fourth is a MetaFormer of convolutions. */
export const lcnet: Family = {
  name: 'lcnet',
  modelTypes: Object.keys(usualRows),
  read(config, modelType) {
    const fourth = modelType === 'pp_lcnet_v4';
    const rows = rowsOf(config, modelType);
    const { image, note } = anyImage(config);
    const trunk = trunkOf(image);
    if (fourth) {
      const kind = config.text('stem_type') ?? 'large';
      if (kind !== 'large' && kind !== 'small') config.refuse('stem_type', 'must be "large" or "small".');
      trunk.add('stem', (from) => (kind === 'small' ? smallStem(config, from) : branchedStem(config, from)));
      checkChannels(config, rows.flat(), config.sizes('stem_channels')[2] ?? 1);
    } else {
      const outputs = scaled(config, config.size('stem_channels'));
      const stride = config.size('stem_stride');
      trunk.add('stem', (from) => chain(from, [{ inputs: 3, outputs, side: 3, stride, first: true }]));
      checkChannels(config, rows.flat(), config.size('stem_channels'));
    }
    const patches = area(trunk.image());
    for (const [stage, stageRows] of rows.entries())
      for (const row of stageRows)
        trunk.add(`stage ${stage + 1}`, fourth ? metaformer(config, row) : separable(config, modelType, row));
    const last = rows.flat().at(-1)?.[2] ?? 1;
    const expanded = modelType === 'pp_lcnet' ? config.size('class_expand') : 1;
    const top = topOf(config, modelType === 'pp_lcnet' ? 'ForImageClassification' : 'Backbone', {
      ForImageClassification: () => [
        convolution2d([1, 1], { inputs: scaled(config, last), outputs: expanded, kernel: 1, bias: false })
          .layer,
        activation('convolution', expanded),
        classifier(config, expanded),
      ],
    });
    const output = { name: 'output', count: 1, positions: 1, layers: top.layers };
    return imageModel(patches, [...trunk.blocks, output], [note, ...top.notes]);
  },
};
