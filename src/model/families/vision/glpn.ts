import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { area, batchNorm, convolve, enlarged } from './stages';
import type { ImageMap } from './feature-maps';
import type { Extent } from './image';

/** The first stage's image is so many times smaller than the depths. */
const finest = 4;

const head = { component: 'head' } as const;

/** GLPN's decoder: from the coarsest map to the finest, each weighed against what comes from the coarser ones. */
export function depthDecoder(config: ConfigFields, maps: readonly ImageMap[]): Layer[] {
  const width = config.size('decoder_hidden_size');
  const half = Math.max(1, Math.floor(width / 2));
  const norm = (image: Extent, channels: number): Layer => ({
    ...batchNorm(channels),
    positions: area(image),
  });
  const stages = [...maps]
    .reverse()
    .flatMap(({ image, width: channels }, index): Layer[] => [
      ...(channels === width ? [] : [convolve(image, channels, width, { side: 1, ...head })]),
      ...(index === 0
        ? []
        : [
            convolve(image, 2 * width, width, head),
            norm(image, width),
            convolve(image, width, half, head),
            norm(image, half),
            convolve(image, half, 2, head),
          ]),
    ]);
  const whole = enlarged(maps[0]?.image ?? [1, 1], finest);
  return [...stages, convolve(whole, width, width, head), convolve(whole, width, 1, head)];
}
