import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear } from '../../layers';
import type { Block } from '../../spec';
import type { Family, Library } from '../family';
import { shapeOfSection } from '../multimodal/towers';
import { depthChannels, fusionUnit, transposed } from './depth-maps';
import { topOf } from './head';
import { patchGrid } from './image';
import type { Extent, PatchGrid } from './image';
import { area, convolution2d, convolve, enlarged } from './stages';
import { imageModel } from './transformer';

/** More maps than any model has: each is twice as large as the one before. */
const mostMaps = 12;
/** Of the image's sides at a scale to its own, and the other way round. */
const lowestRatio = 0.001;
const encoderTypes: readonly string[] = ['dinov2', 'dinov2_with_registers'];

interface Encoder {
  readonly config: ConfigFields;
  readonly width: number;
  readonly grid: PatchGrid;
  /** Positions of one image. */
  readonly positions: number;
  /** Its blocks for so many images, all seen by one set of parameters. */
  readonly blocks: (images: number) => Block[];
}

/** The encoder under `key`, for images with sides of `side`: the library lays that over its own image_size. */
function readEncoder(config: ConfigFields, library: Library, key: string, side: number): Encoder {
  const section = config.section(key, 'dinov2', { architectures: ['Model'], image_size: side });
  if (!encoderTypes.includes(section.modelType))
    section.config.refuse(
      'model_type',
      said`is "${section.modelType}", which is not covered: ${encoderTypes.join(', ')} are.`,
    );
  const shape = shapeOfSection(section, library);
  const name = key.replace('_model_config', ' encoder');
  return {
    config: section.config,
    width: section.config.size('hidden_size'),
    grid: patchGrid(section.config),
    positions: typeof shape.tokensPerSample === 'number' ? shape.tokensPerSample : 1,
    blocks: (images) =>
      shape.blocks.map((block) => ({
        ...block,
        name: `${name}: ${block.name}`,
        count: block.count * images,
        parameterSets: block.parameterSets ?? block.count,
      })),
  };
}

interface Scales {
  /** Channels of the image at each scale, from coarse to fine; at least one. */
  readonly channels: readonly number[];
  /** Sides of the whole image. */
  readonly side: number;
  /** Pieces that the image is cut into at all scales together. */
  readonly pieces: number;
}

/** The image at several scales, each cut into overlapping pieces of one size. */
function readScales(config: ConfigFields, piece: number): Scales {
  const ratios = config.decimals('scaled_images_ratios');
  const overlaps = config.decimals('scaled_images_overlap_ratios');
  const channels = config.sizes('scaled_images_feature_dims');
  const isRising = ratios.every((ratio, index) => ratio >= (ratios[index - 1] ?? lowestRatio));
  if (ratios.length === 0 || !isRising || (ratios.at(-1) ?? 0) > 1 / lowestRatio)
    config.refuse(
      'scaled_images_ratios',
      said`must list numbers from ${lowestRatio} to ${1 / lowestRatio}, from low to high.`,
    );
  if (channels.length !== ratios.length)
    config.refuse('scaled_images_feature_dims', said`must list ${ratios.length}, one for each scale.`);
  if (overlaps.length !== ratios.length || overlaps.some((overlap) => overlap < 0 || overlap > 0.95))
    config.refuse('scaled_images_overlap_ratios', 'must list a number from 0 to 0.95 for each scale.');
  // The smallest of them is one piece.
  const side = Math.ceil(piece / Math.max(lowestRatio, ratios[0] ?? 1));
  const pieces = ratios.map((ratio, index) => {
    const scaledSide = Math.floor(side * ratio);
    if (scaledSide === piece) return 1;
    const stride = Math.max(1, Math.floor(piece * (1 - (overlaps[index] ?? 0))));
    return Math.max(1, Math.floor((scaledSide - piece) / stride) + 1) ** 2;
  });
  return {
    channels: channels.length > 0 ? channels.slice(0, mostMaps) : [1],
    side,
    pieces: pieces.reduce((sum, count) => sum + count, 0),
  };
}

/** Maps of all scales and of the layers in between, each twice as large as the one before and `fused` wide. */
function neck(
  base: Extent,
  scales: readonly number[],
  between: readonly number[],
  { image, piece, fused }: { readonly image: number; readonly piece: number; readonly fused: number },
): { readonly layers: Layer[]; readonly maps: Extent[] } {
  const [coarsest = 1] = scales;
  const larger = enlarged(base, 2);
  const layers: Layer[] = [
    transposed(base, { inputs: image, outputs: coarsest, factor: 2, bias: true }),
    ...scales.flatMap((width, index) => {
      const from = enlarged(base, 2 ** index);
      return [
        convolve(from, piece, width, { side: 1, bias: false }),
        transposed(from, { inputs: width, outputs: width, factor: 2, bias: false }),
      ];
    }),
    ...between.flatMap((width, index) => {
      const from = enlarged(base, 2 ** (scales.length - 1));
      const first = index === 0 ? fused : width;
      return [
        convolve(from, piece, first, { side: 1, bias: false }),
        ...Array.from({ length: 2 + index }, (_, step) =>
          transposed(enlarged(from, 2 ** step), {
            inputs: step === 0 ? first : width,
            outputs: width,
            factor: 2,
            bias: false,
          }),
        ),
      ];
    }),
    convolve(larger, 2 * coarsest, coarsest, { side: 1 }),
  ];
  const widths = [...scales, ...between];
  const maps = widths.map((_, index) => enlarged(base, 2 ** (index + 1)));
  widths.forEach((width, index) => {
    // The finest map stays as it is where its width is right already.
    if (index < widths.length - 1 || width !== fused)
      layers.push(convolve(maps[index] ?? base, width, fused, { bias: false }));
  });
  return { layers, maps };
}

/** From the coarsest map to the finest: each but the finest is made twice as large. */
function fusion(config: ConfigFields, maps: readonly Extent[], width: number): Layer[] {
  const unit = fusionUnit(config, width);
  return maps.flatMap((image, index) => {
    const isFinest = index === maps.length - 1;
    return [
      ...(index > 0 ? unit(image) : []),
      ...unit(image),
      ...(isFinest ? [] : [transposed(image, { inputs: width, outputs: width, factor: 2, bias: false })]),
      convolve(isFinest ? image : enlarged(image, 2), width, width, { side: 1 }),
    ];
  });
}

/** How wide the camera sees: an encoder's states added to the coarsest map, and made smaller until one number is left. */
function fieldOfView(
  config: ConfigFields,
  encoder: Encoder,
  { base, side, fused }: { readonly base: Extent; readonly side: number; readonly fused: number },
): Block[] {
  const layers = Math.min(config.count('num_fov_head_layers'), mostMaps);
  const width = (step: number): number => Math.ceil(fused / 2 ** step);
  if (fused % 2 !== 0 || Math.floor(fused / 2 ** layers) === 0)
    config.refuse(
      'fusion_hidden_size',
      'must be even, and at least 1 when halved num_fov_head_layers times.',
    );
  const common = { padding: 1, kernel: 3, stride: 2, bias: true, component: 'head' as const };
  const half = Math.max(1, Math.floor(fused / 2));
  const made: Layer[] = [
    linear('head', encoder.width, half, true, { positions: encoder.positions }),
    // Nothing flows back from here into the coarsest map.
    convolution2d(enlarged(base, 2), { inputs: fused, outputs: half, ...common, inputGradient: false }).layer,
  ];
  let image: Extent = [side, side];
  for (let step = 1; step <= layers; step++) {
    const next = convolution2d(image, { inputs: width(step), outputs: width(step + 1), ...common });
    made.push(next.layer);
    image = next.image;
  }
  const kernel = Math.max(1, Math.floor((side - 1) / 2 ** layers + 1));
  const last = { inputs: width(layers + 1), outputs: 1, kernel, bias: true, component: 'head' as const };
  made.push(convolution2d(image, last).layer);
  return [...encoder.blocks(1), { name: 'field of view', count: 1, positions: 1, layers: made }];
}

/** Depth Pro (arXiv:2410.02073): one encoder for pieces of the image at several scales, one for the whole of it, fused to depths. */
export const depthPro: Family = {
  name: 'depth pro',
  modelTypes: ['depth_pro'],
  read(config, _modelType, library) {
    const piece = config.size('patch_size');
    const fused = config.size('fusion_hidden_size');
    const scales = readScales(config, piece);
    const pieces = readEncoder(config, library, 'patch_model_config', piece);
    const whole = readEncoder(config, library, 'image_model_config', piece);
    const between = config.sizes('intermediate_feature_dims').slice(0, mostMaps);
    const hooks = config.integers('intermediate_hook_ids');
    const depth = pieces.config.layers('num_hidden_layers');
    if (hooks.length !== between.length || hooks.some((hook) => hook < 0 || hook >= depth))
      config.refuse('intermediate_hook_ids', said`must name ${between.length} of the ${depth} layers.`);
    if (scales.channels.length + between.length > mostMaps || scales.channels.length + between.length < 2)
      config.refuse('intermediate_feature_dims', said`makes fewer than 2 or more than ${mostMaps} maps.`);
    const side = Math.max(1, whole.grid.extent[0]);
    const coarsest = Math.floor(scales.side / 2 ** Math.max(0, Math.floor(Math.log2(scales.side / side))));
    const base: Extent = [coarsest, coarsest];
    const { layers, maps } = neck(
      base,
      scales.channels,
      between.slice(0, mostMaps - scales.channels.length),
      {
        image: whole.width,
        piece: pieces.width,
        fused,
      },
    );
    const finest = maps.at(-1) ?? base;
    const half = Math.max(1, Math.floor(fused / 2));
    const top = topOf(config, 'ForDepthEstimation', {
      ForDepthEstimation: () => [
        convolve(finest, fused, half, { component: 'head' }),
        transposed(finest, { inputs: half, outputs: half, factor: 2, bias: true, component: 'head' }),
        convolve(enlarged(finest, 2), half, depthChannels, { component: 'head' }),
        convolve(enlarged(finest, 2), depthChannels, 1, { side: 1, component: 'head' }),
      ],
    });
    const isDense = top.layers.length > 0;
    const seesField = isDense && config.flag('use_fov_model');
    const field = seesField ? readEncoder(config, library, 'fov_model_config', piece) : null;
    // The first of the fusing steps has a unit for a coarser map that there is not.
    const idle = fusionUnit(config, fused)(finest);
    const positions = scales.pieces * pieces.positions + whole.positions;
    const blocks: Block[] = [
      ...pieces.blocks(scales.pieces),
      ...whole.blocks(1),
      { name: 'neck', count: 1, positions: area(base), layers },
      ...(isDense
        ? [
            { name: 'fusion', count: 1, positions: area(finest), layers: fusion(config, maps, fused) },
            { name: 'unused unit', count: 0, parameterSets: 1, positions: 1, layers: idle },
            { name: 'output', count: 1, positions: area(finest), layers: top.layers },
          ]
        : []),
      ...(field === null ? [] : fieldOfView(config, field, { base, side, fused })),
    ];
    return imageModel(positions, blocks, [
      said`One image of ${scales.side} x ${scales.side} pixels, seen whole and in ${scales.pieces} pieces.`,
      ...top.notes,
    ]);
  },
};
