import type { ConfigFields } from '../../config-fields';
import { residual } from '../../layers';
import type { Family } from '../family';
import { chain, trunkOf } from './convolutions';
import type { Convolved } from './convolutions';
import { topOf } from './head';
import type { Extent } from './image';
import { anyImage, area } from './stages';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

const bridgeSide = 3;

const isSize = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 1e6;
/** Channels before and after. */
type HeadRow = readonly [inputs: number, outputs: number];
const isHeadRow = (value: unknown): value is HeadRow =>
  Array.isArray(value) && value.length === 2 && value.every(isSize);
/** Channels before and after, dilation, and whether the image is halved. */
type ResidualRow = readonly [inputs: number, outputs: number, dilation: number, halves: boolean];
const isResidualRow = (value: unknown): value is ResidualRow =>
  Array.isArray(value) &&
  value.length === 4 &&
  value.slice(0, 3).every(isSize) &&
  typeof value[3] === 'boolean';
/** Channels, and dilation. */
const isBridgeRow = isHeadRow;

/** A list under `key` of what `isItem` takes; empty, and refused, where it is not that. */
function listOf<Item>(
  config: ConfigFields,
  key: string,
  isItem: (value: unknown) => value is Item,
  kind: string,
): readonly Item[] {
  const value: unknown = config.raw(key);
  if (Array.isArray(value) && value.length >= 1 && value.length <= 100 && value.every(isItem)) return value;
  config.refuse(key, said`must be a list of ${kind}.`);
  return [];
}

const stagesOf =
  <Row>(isRow: (value: unknown) => value is Row) =>
  (value: unknown): value is readonly Row[] =>
    Array.isArray(value) && value.length >= 1 && value.length <= 100 && value.every(isRow);

/** Two convolutions and what goes around them, itself a convolution where the image is halved. */
function residualBlock(image: Extent, side: number, [inputs, outputs, , halves]: ResidualRow): Convolved {
  const stride = halves ? 2 : 1;
  const around = halves
    ? chain(image, [{ inputs, outputs, side, stride, bias: true, activated: false }]).layers
    : [];
  const made = chain(image, [
    { inputs, outputs, side, stride, bias: true },
    { inputs: outputs, outputs, side, bias: true },
  ]);
  return { layers: [...around, ...made.layers, residual(outputs, 1)], image: made.image };
}

/** UVDoc's backbone: a small ResNet, and beside one another chains of dilated convolutions over what it puts out. */
export const uvdoc: Family = {
  name: 'uvdoc',
  modelTypes: ['uvdoc_backbone'],
  read(config) {
    const head = listOf(config, 'resnet_head', isHeadRow, 'pairs of channels');
    const kind = 'stages of rows: channels before and after, dilation, whether the image is halved';
    const stages = listOf(config, 'resnet_configs', stagesOf(isResidualRow), kind);
    const bridges = listOf(config, 'stage_configs', stagesOf(isBridgeRow), 'chains of channels and dilation');
    const side = config.size('kernel_size');
    if (side !== 5)
      config.refuse('kernel_size', "must be 5: the padding of the residual blocks is that kernel's.");
    const { image, note } = anyImage(config);
    const trunk = trunkOf(image);
    for (const [index, [inputs, outputs]] of head.entries())
      trunk.add('head', (from) => chain(from, [{ inputs, outputs, side, stride: 2, first: index === 0 }]));
    const patches = area(trunk.image());
    for (const [stage, rows] of stages.entries())
      for (const row of rows) trunk.add(`stage ${stage + 1}`, (from) => residualBlock(from, side, row));
    for (const rows of bridges)
      trunk.add('bridge', (from) =>
        chain(
          from,
          rows.map(([width]) => ({ inputs: width, outputs: width, side: bridgeSide })),
        ),
      );
    const top = topOf(config, 'Backbone', {});
    return imageModel(patches, trunk.blocks, [note, ...top.notes]);
  },
};
