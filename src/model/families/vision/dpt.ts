import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family, Library } from '../family';
import { labelCount } from '../labels';
import { shapeOfSection } from '../multimodal/towers';
import { depthChannels, fusionUnit, transposed } from './depth-maps';
import { topOf } from './head';
import { extent, patchGrid } from './image';
import type { Extent, PatchGrid } from './image';
import { area, batchNorm, convolution2d, convolve, enlarged } from './stages';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

const mostMaps = 12;
/** Stages of the network in front of a hybrid. */
const hybridStages = 3;

/** A map made larger by a transposed convolution, or smaller by a strided one; its layers and its new size. */
function resized(
  config: ConfigFields,
  image: Extent,
  channels: number,
  factor: number,
): { readonly layers: Layer[]; readonly image: Extent } {
  if (factor === 1) return { layers: [], image };
  if (factor > 1 && Number.isInteger(factor) && factor <= 64) {
    const layer = transposed(image, { inputs: channels, outputs: channels, factor, bias: true });
    return { layers: [layer], image: enlarged(image, factor) };
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
function reassembled(
  config: ConfigFields,
  {
    grid,
    width,
    fused,
    early,
  }: {
    readonly grid: Extent;
    readonly width: number;
    readonly fused: number;
    /** Maps of a convolutional network in front, which are the first two as they are. */
    readonly early: readonly Extent[];
  },
) {
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
    const image = early[index];
    if (image !== undefined) {
      layers.push(convolve(image, inner, fused, { bias: false }));
      return image;
    }
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
    image = enlarged(image, 2);
    layers.push(convolve(image, width, width, { side: 1 }));
  });
  // The first of them has a unit for a coarser map that there is not.
  return { layers, image, idle: unit(images.at(-1) ?? [1, 1]) };
}

/** BiT in front of the Vision Transformer: its first two stages are maps themselves, places of its third are the patches. */
function convolutionsInFront(
  config: ConfigFields,
  library: Library,
  grid: PatchGrid,
): { readonly blocks: readonly Block[]; readonly maps: readonly Extent[]; readonly channels: number } {
  const usual =
    (config.raw('backbone_config') ?? null) === null
      ? {
          depths: [3, 4, 9],
          layer_type: 'bottleneck',
          global_padding: 'same',
          embedding_dynamic_padding: true,
        }
      : {};
  const [height, width] = extent(config, 'image_size');
  if (height !== width) config.refuse('image_size', 'must be square where is_hybrid is true.');
  const over = { architectures: ['Model'], image_size: [height, width], ...usual };
  const section = config.section('backbone_config', 'bit', over);
  if (section.modelType !== 'bit')
    section.config.refuse('model_type', said`is "${section.modelType}": only bit is covered.`);
  const widths = section.config.sizes('hidden_sizes').slice(0, hybridStages);
  if (section.config.integers('depths').length !== hybridStages)
    section.config.refuse('depths', said`must list ${hybridStages} stages where is_hybrid is true.`);
  const shape = shapeOfSection(
    { ...section, config: section.config.overlaid({ hidden_sizes: widths }) },
    library,
  );
  const finest = typeof shape.tokensPerSample === 'number' ? Math.round(Math.sqrt(shape.tokensPerSample)) : 1;
  const sides = [finest, Math.ceil(finest / 2), Math.ceil(Math.ceil(finest / 2) / 2)];
  const channels = config.sizes('backbone_featmap_shape')[1] ?? 1;
  const [first, second] = config.sizes('neck_hidden_sizes');
  if (first !== widths[0] || second !== widths[1])
    config.refuse('neck_hidden_sizes', 'must begin with the widths of the first two stages.');
  if (channels !== widths[2])
    config.refuse('backbone_featmap_shape', 'must have the width of the third stage at its second place.');
  if (sides[2] !== grid.extent[0] || sides[2] !== grid.extent[1])
    config.refuse('patch_size', said`must cut the image into ${sides[2] ?? 1} x ${sides[2] ?? 1} patches.`);
  const ignored = config.integers('neck_ignore_stages');
  if (ignored.length !== 2 || !ignored.includes(0) || !ignored.includes(1))
    config.refuse('neck_ignore_stages', 'must be [0, 1].');
  if ((config.text('readout_type') ?? 'project') !== 'project')
    config.refuse('readout_type', 'must be "project" where is_hybrid is true.');
  if ((section.config.optionalSize('output_stride') ?? 32) < 16)
    section.config.refuse('output_stride', 'must be 16 or more where is_hybrid is true.');
  return {
    blocks: shape.blocks.map((block) => ({ ...block, name: `convolutions: ${block.name}` })),
    maps: sides.slice(0, 2).map((side): Extent => [side, side]),
    channels,
  };
}

/** DPT: a Vision Transformer whose layers' states become maps of several sizes, fused to depths or classes of places. */
export const dpt: Family = {
  name: 'dpt',
  modelTypes: ['dpt'],
  read(config, _modelType, library) {
    const isHybrid = config.flag('is_hybrid');
    if (!isHybrid && (config.raw('backbone_config') ?? null) !== null)
      config.refuse('backbone_config', 'is given: only the plain Vision Transformer is covered.');
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const positions = grid.patches + 1;
    const fused = config.size('fusion_hidden_size');
    const layers = config.layers('num_hidden_layers');
    const network = isHybrid ? convolutionsInFront(config, library, grid) : null;
    const maps = reassembled(config, { grid: grid.extent, width, fused, early: network?.maps ?? [] });
    const last = maps.images.length - 1;
    if (![-1, last].includes(config.decimal('head_in_index') ?? -1))
      config.refuse('head_in_index', said`must be -1 or ${last}: only a head on the last map is covered.`);
    const { layers: fusing, image, idle } = fusion(config, maps.images, fused);
    const labels = labelCount(config);
    const half = Math.max(1, Math.floor(fused / 2));
    const classes = (): Layer[] => [
      convolve(image, fused, fused, { bias: false, component: 'head' }),
      { ...batchNorm(fused), positions: area(image) },
      convolve(image, fused, labels, { side: 1, component: 'head' }),
    ];
    if (config.flag('add_projection') && fused !== 256)
      config.refuse('fusion_hidden_size', 'must be 256 where add_projection is true.');
    const top = topOf(config, 'ForDepthEstimation', {
      ForDepthEstimation: () => [
        ...(config.flag('add_projection') ? [convolve(image, 256, 256, { component: 'head' })] : []),
        convolve(image, fused, half, { component: 'head' }),
        convolve(enlarged(image, 2), half, depthChannels, { component: 'head' }),
        convolve(enlarged(image, 2), depthChannels, 1, { side: 1, component: 'head' }),
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
    const seen = isHybrid ? out.slice(2) : out;
    const used = isDense ? Math.min(layers, Math.max(1, ...seen.map((index) => index + 1))) : layers;
    const layer = transformerLayer({
      width,
      heads,
      headWidth,
      bias: queryKeyValueBias(config.flag('qkv_bias'), true),
      hidden: config.size('intermediate_size'),
    });
    const blocks: Block[] = [
      ...(network?.blocks ?? []),
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
      ...(network === null ? {} : { patches: convolve(grid.extent, network.channels, width, { side: 1 }) }),
      furtherTokens: 1,
      embedding: [vector('embedding', width), table('position', positions, width), residual(width, 1)],
      layer: { blocks },
      output: [],
      top,
    });
  },
};
