import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, residual, table } from '../../layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { area, at, convolve, enlarged, perStage, stageCount } from './stages';
import { swinLayer } from './swin';
import { imageModel } from './transformer';
import { said } from '../../../units/message';

/** Channels between the body and the larger image. */
const features = 64;
/** The narrow middle of "3conv". */
const narrowing = 4;

const head = { component: 'head' } as const;

/** Convolutions that widen the channels, each followed by a shuffle of them into a larger image. */
function shuffled(config: ConfigFields, image: Extent): Layer[] {
  const scale = config.size('upscale');
  if (scale === 3) return [convolve(image, features, 9 * features, head)];
  const steps = Math.log2(scale);
  if (!Number.isInteger(steps) || steps > 6) {
    config.refuse('upscale', said`(${scale}) must be 3 or a power of 2 up to 64.`);
    return [];
  }
  return Array.from({ length: steps }, (_, step) =>
    convolve(enlarged(image, 2 ** step), features, 4 * features, head),
  );
}

/** What makes the larger image of the body's states, as `upsampler` says. */
function upsampler(config: ConfigFields, image: Extent, width: number): Layer[] {
  const channels = config.size('num_channels');
  const outputs = config.optionalSize('num_channels_out') ?? channels;
  const scale = config.size('upscale');
  const whole = enlarged(image, scale);
  const before = [convolve(image, width, features, head), activation('head', features)];
  switch (config.text('upsampler')) {
    case 'pixelshuffle':
      return [...before, ...shuffled(config, image), convolve(whole, features, outputs, head)];
    case 'pixelshuffle_aux':
      return [
        convolve(whole, channels, features, { ...head, inputGradient: false }),
        ...before,
        convolve(image, features, channels, head),
        convolve(image, 3, features, head),
        ...shuffled(config, image),
        convolve(whole, features, outputs, head),
      ];
    case 'pixelshuffledirect':
      return [convolve(image, width, scale ** 2 * outputs, head)];
    case 'nearest+conv':
      if (scale !== 4) config.refuse('upscale', 'must be 4 for "nearest+conv".');
      return [
        ...before,
        convolve(enlarged(image, 2), features, features, head),
        convolve(enlarged(image, 4), features, features, head),
        convolve(enlarged(image, 4), features, features, head),
        convolve(enlarged(image, 4), features, outputs, head),
      ];
    default:
      return [convolve(image, width, outputs, head)];
  }
}

/** The convolution at the end of a stage: one, or three through fewer channels. */
function connection(config: ConfigFields, image: Extent, width: number): Layer[] {
  const kind = config.text('resi_connection') ?? '1conv';
  if (kind === '1conv') return [convolve(image, width, width)];
  if (kind !== '3conv') config.refuse('resi_connection', 'must be "1conv" or "3conv".');
  const inner = Math.max(1, Math.floor(width / narrowing));
  return [
    convolve(image, width, inner),
    convolve(image, inner, inner, { side: 1 }),
    convolve(image, inner, width),
  ];
}

/** Swin2SR: Swin v2's layers on an image at full resolution, between convolutions, and an upsampler: a larger image comes out. */
export const swin2sr: Family = {
  name: 'swin',
  modelTypes: ['swin2sr'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const [depths, heads] = [perStage(config, 'depths', stages), perStage(config, 'num_heads', stages)];
    const width = config.size('embed_dim');
    const size = extent(config, 'image_size');
    const window = config.size('window_size');
    if (config.size('patch_size') !== 1)
      config.refuse('patch_size', 'must be 1: the library cannot run the model on larger patches.');
    const image: Extent = [Math.ceil(size[0] / window) * window, Math.ceil(size[1] / window) * window];
    const positions = area(image);
    const blocks: Block[] = [
      {
        name: 'patches',
        count: 1,
        positions,
        layers: [
          convolve(image, config.size('num_channels'), width, { inputGradient: false }),
          convolve(image, width, width, { side: 1 }),
          layerNorm(width),
          ...(config.flag('use_absolute_embeddings') ? [table('position', area(size) + 1, width)] : []),
        ],
      },
    ];
    for (let stage = 0; stage < stages; stage++) {
      const count = at(heads, stage);
      if (width % count !== 0)
        config.refuse('num_heads', said`(${count}) does not divide embed_dim (${width}).`);
      const rows = Math.min(size[0], size[1]);
      blocks.push(
        {
          name: `stage ${stage + 1}`,
          count: at(depths, stage),
          positions,
          layers: swinLayer(config, { width, heads: count, image, rows, second: true }),
        },
        {
          name: `connection ${stage + 1}`,
          count: 1,
          positions,
          layers: [
            ...connection(config, image, width),
            convolve(image, width, width, { side: 1 }),
            residual(width, 1),
          ],
        },
      );
    }
    const top = topOf(config, 'ForImageSuperResolution', {
      ForImageSuperResolution: () => upsampler(config, image, width),
    });
    blocks.push({
      name: 'output',
      count: 1,
      positions,
      layers: [layerNorm(width), convolve(image, width, width), residual(width, 1), ...top.layers],
    });
    return imageModel(positions, blocks, [said`One image of ${size[0]} x ${size[1]} pixels.`, ...top.notes]);
  },
};
