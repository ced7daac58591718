import type { Component, Layer } from '../../layers';
import { activation, fullMask, linear, residual, table } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { area, at, batchNorm, convolution2d, perStage } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const stages = 3;
/** Widths of the four convolutions that make the patches, as parts of the first stage's. */
const stemParts = [8, 4, 2, 1];
/** Between stages: values so many times wider than keys, a hidden layer so many times the width, half the resolution. */
const between = { valueRatio: 4, hiddenRatio: 2, stride: 2 };

/** A linear layer without a bias, and a BatchNorm. */
const normed = (component: Component, inputs: number, outputs: number, positions: number): Layer[] => [
  linear(component, inputs, outputs, false, { positions }),
  { ...batchNorm(outputs), positions },
];

function feedForward(width: number, ratio: number, positions: number): Layer[] {
  const hidden = width * ratio;
  return [
    ...normed('feedForward', width, hidden, positions),
    activation('feedForward', hidden),
    ...normed('feedForward', hidden, width, positions),
    residual(width, 1),
  ];
}

interface Attention {
  readonly inputs: number;
  readonly outputs: number;
  readonly heads: number;
  readonly keyWidth: number;
  readonly valueRatio: number;
  /** Side of the image whose keys and values are seen, and of the queries'. */
  readonly side: number;
  readonly querySide: number;
}

/** Attention over the whole image with a learned bias for each distance; its queries may be fewer. */
function attention(shape: Attention): Layer[] {
  const { inputs, outputs, heads, keyWidth, valueRatio, side, querySide } = shape;
  const [keys, queries] = [side ** 2, querySide ** 2];
  const width = keyWidth * heads;
  const component = 'attention.projections';
  const projections =
    side === querySide
      ? normed(component, inputs, (2 + valueRatio) * width, keys)
      : [
          ...normed(component, inputs, (1 + valueRatio) * width, keys),
          ...normed(component, inputs, width, queries),
        ];
  return [
    ...projections,
    table('position', heads, keys),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: keyWidth,
      valueWidth: valueRatio * keyWidth,
      keys,
      mask: fullMask,
      cachedPerToken: 0,
      positions: queries,
    },
    activation('attention.projections', valueRatio * width),
    ...normed(component, valueRatio * width, outputs, queries),
  ];
}

/** LeViT: convolutions, then three stages of attention with BatchNorm, each at half the resolution. */
export const levit: Family = {
  name: 'levit',
  modelTypes: ['levit'],
  read(config) {
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [widths, heads, depths] = [lists('hidden_sizes'), lists('num_attention_heads'), lists('depths')];
    const [keyWidths, ratios] = [lists('key_dim'), lists('mlp_ratio')];
    const valueRatios = lists('attention_ratio');
    const size = config.size('image_size');
    let side = Math.max(1, Math.floor(size / config.size('patch_size')));
    let image: Extent = [size, size];
    let inputs = config.size('num_channels');
    const blocks: Block[] = [];
    for (const [index, part] of stemParts.entries()) {
      const outputs = Math.max(1, Math.floor(at(widths, 0) / part));
      const convolution = convolution2d(image, {
        inputs,
        outputs,
        kernel: config.size('kernel_size'),
        stride: config.size('stride'),
        padding: config.count('padding'),
        bias: false,
        inputGradient: index > 0,
      });
      image = convolution.image;
      const layers = [convolution.layer, batchNorm(outputs), activation('convolution', outputs)];
      blocks.push({ name: 'patches', count: 1, positions: area(image), layers });
      inputs = outputs;
    }
    if (area(image) !== side ** 2)
      config.refuse('patch_size', said`makes ${side ** 2} patches; the convolutions make ${area(image)}.`);
    if (at(widths, 0) < 8) config.refuse('hidden_sizes', 'must begin with 8 or more.');
    const patches = side ** 2;
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      const positions = side ** 2;
      blocks.push({
        name: `stage ${stage + 1}`,
        count: at(depths, stage),
        positions,
        layers: [
          ...attention({
            inputs: width,
            outputs: width,
            heads: at(heads, stage),
            keyWidth: at(keyWidths, stage),
            valueRatio: at(valueRatios, stage),
            side,
            querySide: side,
          }),
          residual(width, 1),
          ...feedForward(width, at(ratios, stage), positions),
        ],
      });
      if (stage === stages - 1) break;
      const outputs = at(widths, stage + 1);
      const keyWidth = at(keyWidths, 0);
      if (keyWidth > width) config.refuse('key_dim', said`(${keyWidth}) is wider than stage ${stage + 1}.`);
      const querySide = Math.floor((side - 1) / between.stride) + 1;
      const { valueRatio, hiddenRatio } = between;
      const count = Math.max(1, Math.floor(width / keyWidth));
      const shrinking = { inputs: width, outputs, heads: count, keyWidth, valueRatio, side, querySide };
      blocks.push({
        name: `shrinking ${stage + 1}`,
        count: 1,
        positions: querySide ** 2,
        layers: [...attention(shrinking), ...feedForward(outputs, hiddenRatio, querySide ** 2)],
      });
      side = querySide;
    }
    const last = at(widths, stages - 1);
    const head = (): Layer[] => [batchNorm(last), classifier(config, last)];
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassificationWithTeacher: () => [...head(), ...head()],
      ForImageClassification: head,
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(patches, blocks, [
      said`One image of ${size} x ${size} pixels: ${patches} patches.`,
      ...top.notes,
    ]);
  },
};
