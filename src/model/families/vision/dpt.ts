import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, queryKeyValueBias, residual, table, vector } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { labelCount } from '../labels';
import { convolve, depthChannels, enlarged, fusionUnit, scaled } from './depth-maps';
import { topOf } from './head';
import { patchGrid } from './image';
import type { Extent } from './image';
import { area, batchNorm, convolution2d } from './stages';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

const mostMaps = 12;

/** A map made larger by a transposed convolution, or smaller by a strided one; its layers and its new size. */
function resized(
  config: ConfigFields,
  image: Extent,
  channels: number,
  factor: number,
): { readonly layers: Layer[]; readonly image: Extent } {
  if (factor === 1) return { layers: [], image };
  if (factor > 1 && Number.isInteger(factor) && factor <= 64) {
    const layer = enlarged(image, { inputs: channels, outputs: channels, factor, bias: true });
    return { layers: [layer], image: scaled(image, factor) };
  }
  const stride = Math.floor(1 / factor);
  if (!(factor > 0 && factor < 1) || stride > 64) {
    config.refuse('reassemble_factors', 'must hold whole numbers up to 64, or 1 divided by one.');
    return { layers: [], image };
  }
  const made = convolution2d(image, {
    inputs: channels,
    outputs: channels,
    kernel: 3,
    stride,
    padding: 1,
    bias: true,
  });
  return { layers: [made.layer], image: made.image };
}

/** Maps of the layers' states at several sizes, each at one width. */
function reassembled(config: ConfigFields, grid: Extent, width: number, fused: number) {
  const channels = config.sizes('neck_hidden_sizes').slice(0, mostMaps);
  const factors = config.decimals('reassemble_factors');
  if (channels.length === 0 || factors.length < channels.length)
    config.refuse(
      'reassemble_factors',
      said`must list a factor for each of the ${channels.length} neck_hidden_sizes.`,
    );
  const readout = config.text('readout_type') ?? 'project';
  if (readout !== 'project' && readout !== 'add' && readout !== 'ignore')
    config.refuse('readout_type', 'must be "ignore", "add" or "project".');
  if (readout === 'add')
    config.refuse('readout_type', 'is "add": the library builds such a model, but cannot run it.');
  const layers: Layer[] = [];
  const images = channels.map((inner, index): Extent => {
    const made = resized(config, grid, inner, factors[index] ?? 1);
    layers.push(
      ...(readout === 'project'
        ? [linear('convolution', 2 * width, width, true, { positions: area(grid) })]
        : []),
      convolve(grid, width, inner, { side: 1 }),
      ...made.layers,
      convolve(made.image, inner, fused, { bias: false }),
    );
    return made.image;
  });
  return { layers, images };
}

/** From the coarsest map to the finest, each added to what comes from the coarser ones and made twice as large. */
function fusion(
  config: ConfigFields,
  images: readonly Extent[],
  width: number,
): { layers: Layer[]; image: Extent; idle: Layer[] } {
  const unit = fusionUnit(config, width);
  const layers: Layer[] = [];
  let image: Extent = images.at(-1) ?? [1, 1];
  images.forEach((_, index) => {
    if (index > 0) layers.push(...unit(image));
    layers.push(...unit(image));
    image = scaled(image, 2);
    layers.push(convolve(image, width, width, { side: 1 }));
  });
  // The first of them has a unit for a coarser map that there is not.
  return { layers, image, idle: unit(images.at(-1) ?? [1, 1]) };
}

/** DPT: a Vision Transformer whose layers' states become maps of several sizes, fused to depths or classes of places. */
export const dpt: Family = {
  name: 'dpt',
  modelTypes: ['dpt'],
  read(config) {
    if (config.flag('is_hybrid'))
      config.refuse('is_hybrid', 'is true: only the plain Vision Transformer is covered.');
    if ((config.raw('backbone_config') ?? null) !== null)
      config.refuse('backbone_config', 'is given: only the plain Vision Transformer is covered.');
    if ((config.decimal('head_in_index') ?? -1) !== -1)
      config.refuse('head_in_index', 'must be -1: only a head on the last map is covered.');
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const positions = grid.patches + 1;
    const fused = config.size('fusion_hidden_size');
    const layers = config.layers('num_hidden_layers');
    const maps = reassembled(config, grid.extent, width, fused);
    const { layers: fusing, image, idle } = fusion(config, maps.images, fused);
    const labels = labelCount(config);
    const half = Math.max(1, Math.floor(fused / 2));
    const classes = (): Layer[] => [
      convolve(image, fused, fused, { bias: false, head: true }),
      { ...batchNorm(fused), positions: area(image) },
      convolve(image, fused, labels, { side: 1, head: true }),
    ];
    if (config.flag('add_projection') && fused !== 256)
      config.refuse('fusion_hidden_size', 'must be 256 where add_projection is true.');
    const top = topOf(config, 'ForDepthEstimation', {
      ForDepthEstimation: () => [
        ...(config.flag('add_projection') ? [convolve(image, 256, 256, { head: true })] : []),
        convolve(image, fused, half, { head: true }),
        convolve(scaled(image, 2), half, depthChannels, { head: true }),
        convolve(scaled(image, 2), depthChannels, 1, { side: 1, head: true }),
      ],
      ForSemanticSegmentation: () => [...classes(), ...(config.flag('use_auxiliary_head') ? classes() : [])],
      Model: () => [
        linear('head', width, config.optionalSize('pooler_output_size') ?? width, true, { positions: 1 }),
      ],
    });
    const isDense = top.layers.some((layer) => layer.kind === 'convolution');
    const out = config.integers('backbone_out_indices');
    if (isDense && (out.length !== maps.images.length || out.some((index) => index < 0 || index >= layers)))
      config.refuse('backbone_out_indices', said`must name ${maps.images.length} of the ${layers} layers.`);
    const used = isDense ? Math.min(layers, Math.max(1, ...out.map((index) => index + 1))) : layers;
    const layer = transformerLayer({
      width,
      heads,
      headWidth,
      bias: queryKeyValueBias(config.flag('qkv_bias'), true),
      hidden: config.size('intermediate_size'),
    });
    const blocks: Block[] = [
      { name: 'layers', count: used, positions, layers: layer },
      // What runs behind the last layer whose states are used, runs for nothing.
      { name: 'unused layers', count: layers - used, positions, layers: layer, untrained: true },
      { name: 'norm', count: 1, positions, layers: [layerNorm(width)] },
      ...(isDense
        ? [
            { name: 'neck', count: 1, positions: grid.patches, layers: [...maps.layers, ...fusing] },
            { name: 'unused unit', count: 0, parameterSets: 1, positions: 1, layers: idle },
          ]
        : []),
    ];
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1,
      embedding: [vector('embedding', width), table('position', positions, width), residual(width, 1)],
      layer: { blocks },
      output: [],
      top,
    });
  },
};
