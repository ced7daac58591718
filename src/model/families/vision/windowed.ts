import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, residual, table, vector } from '../../layers';
import { biases, queryKeyValueBias } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { fullAttention } from './attention';
import { outStages } from './backbone';
import { ratioFeedForward } from './dino';
import { topOf } from './head';
import { extent, patchGrid } from './image';
import type { Extent } from './image';
import { area, convolve } from './stages';
import { headsOf, scaledWidth, transformerLayer, visionTransformer } from './transformer';
import { said } from '../../../units/message';

/** Two blocks: the layers that look at all of the image, and those that look at a window of it. */
function globalAndWindowed(
  count: number,
  isWindowed: (index: number) => boolean,
  blockOf: (inWindows: boolean) => Omit<Block, 'name' | 'count'>,
): Block[] {
  const windowed = Array.from({ length: count }, (_, index) => index).filter(isWindowed).length;
  return [
    { name: 'global layers', count: count - windowed, ...blockOf(false) },
    { name: 'windowed layers', count: windowed, ...blockOf(true) },
  ].filter((block) => block.count > 0);
}

/** Blocks of the layers up to the last whose states are put out, and of those behind it, which run for nothing. */
const untilLast = (
  layers: number,
  last: number,
  blocksOf: (from: number, to: number, untrained: Pick<Block, 'untrained'>) => readonly Block[],
): Block[] => [...blocksOf(0, last, {}), ...blocksOf(last, layers, { untrained: true })];

/** The side of a square grid of windows. */
function windowsPerSide(config: ConfigFields): number {
  const side = Math.sqrt(config.size('num_windows'));
  if (Number.isInteger(side)) return side;
  config.refuse('num_windows', 'must be the square of a whole number.');
  return 1;
}

function checkWindows(config: ConfigFields, [rows, columns]: Extent, side: number): void {
  if (rows % side !== 0 || columns % side !== 0)
    config.refuse('num_windows', said`do not divide the ${rows} x ${columns} patches of the image evenly.`);
}

/** Attention of each window alone, or over all: what sees what, not how much is projected. */
const seeing = (layers: readonly Layer[], keys: number): Layer[] =>
  layers.map((layer) => (layer.kind === 'attention' ? { ...layer, keys } : layer));

/** LW-DETR's image tower: some layers look at a window of the image alone. */
export const lwDetrVit: Family = {
  name: 'windowed vit',
  modelTypes: ['lw_detr_vit'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const side = windowsPerSide(config);
    checkWindows(config, grid.extent, side);
    const qkv = config.flag('qkv_bias');
    const layer = transformerLayer({
      width,
      heads,
      headWidth,
      bias: { ...biases(qkv), key: false, output: true },
      hidden: scaledWidth(config, width, 'mlp_ratio'),
      layerScale: true,
    });
    const windowed = new Set(config.integers('window_block_indices'));
    const perWindow = Math.max(1, Math.floor(grid.patches / side ** 2));
    const layers = config.layers('num_hidden_layers');
    const { last } = outStages(config, layers);
    const blocks = untilLast(layers, last, (from, to, untrained) =>
      globalAndWindowed(
        to - from,
        (index) => windowed.has(from + index),
        (inWindows) => ({
          positions: grid.patches,
          layers: seeing(layer, inWindows ? perWindow : grid.patches),
          ...untrained,
        }),
      ),
    );
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 0,
      embedding: pretrainedPositions(config, width),
      layer: { blocks },
      output: [],
      top: topOf(config, 'Backbone', {}),
    });
  },
};

/** Learned positions of the image that was trained on first, with one for a class token that is not there. */
function pretrainedPositions(config: ConfigFields, width: number): Layer[] {
  if (!config.flag('use_absolute_position_embeddings')) return [];
  const { patches } = patchGrid(config, 'pretrain_image_size');
  return [table('position', patches + 1, width), residual(width, 1)];
}

/** RF-DETR's image tower: DINOv2 in windows, each with a class token; the layers whose states are put out look at all of them. */
export const rfDetrDinov2: Family = {
  name: 'windowed vit',
  modelTypes: ['rf_detr_dinov2'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const windows = config.size('num_windows');
    checkWindows(config, grid.extent, windows);
    const layers = config.layers('num_hidden_layers');
    const { last, out } = outStages(config, layers);
    const all = grid.patches + windows ** 2;
    const layer = transformerLayer({
      width,
      heads,
      headWidth,
      bias: queryKeyValueBias(config.flag('qkv_bias'), true),
      ...ratioFeedForward(config, width),
      layerScale: true,
    });
    // A saved config holds the list, which the library takes as it stands.
    const listed = config.given('window_block_indexes')
      ? new Set(config.integers('window_block_indexes'))
      : null;
    const isWindowed = (index: number): boolean => listed?.has(index) ?? (index <= last && !out.has(index));
    const blocks = untilLast(layers, last, (from, to, untrained) =>
      globalAndWindowed(
        to - from,
        (index) => isWindowed(from + index),
        (inWindows) => ({
          positions: all,
          layers: seeing(layer, inWindows ? Math.max(1, all / windows ** 2) : all),
          ...untrained,
        }),
      ),
    );
    const embedding: Layer[] = [
      vector('embedding', width * (config.flag('use_mask_token') ? 2 : 1)),
      table('position', grid.patches + 1, width),
      residual(width, 1),
    ];
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: windows ** 2,
      embedding,
      layer: { blocks },
      output: [layerNorm(width)],
      top: topOf(config, 'Backbone', {}),
    });
  },
};

/** How far two rows, and two columns, lie apart: a learned vector for each distance, multiplied with every query. */
function decomposedPositions(
  [rows, columns]: Extent,
  heads: number,
  headWidth: number,
  queries: number,
): Layer[] {
  return [rows, columns].flatMap((length): Layer[] => [
    table('position', 2 * length - 1, headWidth),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads,
      rows: queries,
      inner: headWidth,
      columns: length,
    },
  ]);
}

/** Three convolutions without biases, through half the width. */
function bottleneck(image: Extent, width: number): Layer[] {
  const inner = Math.max(1, Math.floor(width / 2));
  const single = { side: 1, bias: false };
  return [
    convolve(image, width, inner, single),
    layerNorm(inner),
    convolve(image, inner, inner, { bias: false }),
    layerNorm(inner),
    convolve(image, inner, width, single),
    layerNorm(width),
    residual(width, 1),
  ];
}

/** ViTDet: a Vision Transformer for large images, with attention in windows and residual convolutions where the config says so. */
export const vitdet: Family = {
  name: 'windowed vit',
  modelTypes: ['vitdet'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const window = config.count('window_size');
    const relative = config.flag('use_relative_position_embeddings');
    const windowed = new Set(window > 0 ? config.integers('window_block_indices') : []);
    const residuals = new Set(config.integers('residual_block_indices'));
    const layerOf = (inWindows: boolean): Layer[] => {
      const padded = grid.extent.map((length) => Math.ceil(length / window) * window);
      const positions = inWindows ? area([padded[0] ?? 1, padded[1] ?? 1]) : grid.patches;
      const seen: Extent = inWindows ? [window, window] : grid.extent;
      const layers = transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: scaledWidth(config, width, 'mlp_ratio'),
      });
      return [
        ...layers.map((layer): Layer => {
          if (layer.kind === 'attention')
            return fullAttention({ heads, headWidth, queries: positions, keys: area(seen) });
          return layer.component === 'attention.projections' ? { ...layer, positions } : layer;
        }),
        ...(relative ? decomposedPositions(seen, heads, headWidth, positions) : []),
      ];
    };
    const count = config.layers('num_hidden_layers');
    const inside = [...residuals].filter((index) => index >= 0 && index < count).length;
    const blocks = globalAndWindowed(
      count,
      (index) => windowed.has(index),
      (inWindows) => ({ positions: grid.patches, layers: layerOf(inWindows) }),
    );
    if (inside > 0)
      blocks.push({
        name: 'residual convolutions',
        count: inside,
        positions: grid.patches,
        layers: bottleneck(grid.extent, width),
      });
    const size = extent(config, 'image_size');
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 0,
      embedding: pretrainedPositions(config, width),
      layer: { blocks },
      output: [],
      top: topOf(config, 'Model', {}),
      notes: [said`One image of ${size[0]} x ${size[1]} pixels.`],
    });
  },
};
