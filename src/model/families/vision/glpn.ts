import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { Convolution2d } from './stages';
import { area, batchNorm, convolution2d } from './stages';
import type { ImageMap } from './feature-maps';
import type { Extent } from './image';

const kernel = 3;
/** The first stage's image is so many times smaller than the depths. */
const finest = 4;

const doubled = ([height, width]: Extent, times = 2): Extent => [times * height, times * width];

/** GLPN's decoder: from the coarsest map to the finest, each weighed against what comes from the coarser ones. */
export function depthDecoder(config: ConfigFields, maps: readonly ImageMap[]): Layer[] {
  const width = config.size('decoder_hidden_size');
  const half = Math.max(1, Math.floor(width / 2));
  const convolve = (image: Extent, sizes: Pick<Convolution2d, 'inputs' | 'outputs'>, side = kernel): Layer =>
    convolution2d(image, {
      ...sizes,
      kernel: side,
      padding: Math.floor(side / 2),
      bias: true,
      component: 'head',
    }).layer;
  const norm = (image: Extent, channels: number): Layer => ({
    ...batchNorm(channels),
    positions: area(image),
  });
  const stages = [...maps]
    .reverse()
    .flatMap(({ image, width: channels }, index): Layer[] => [
      ...(channels === width ? [] : [convolve(image, { inputs: channels, outputs: width }, 1)]),
      ...(index === 0
        ? []
        : [
            convolve(image, { inputs: 2 * width, outputs: width }),
            norm(image, width),
            convolve(image, { inputs: width, outputs: half }),
            norm(image, half),
            convolve(image, { inputs: half, outputs: 2 }),
          ]),
    ]);
  const whole = doubled(maps[0]?.image ?? [1, 1], finest);
  return [
    ...stages,
    convolve(whole, { inputs: width, outputs: width }),
    convolve(whole, { inputs: width, outputs: 1 }),
  ];
}
