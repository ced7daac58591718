import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { area, batchNorm, convolve, enlarged } from './stages';
import type { ImageMap } from './feature-maps';
import type { Extent } from './image';
import { said } from '../../../units/message';

/** The first stage's image is so many times smaller than the depths. */
const finest = 4;
/** Each stage of the decoder doubles its map. */
const perStage = 2;

const head = { component: 'head' } as const;

/** The stage of the decoder whose map the head reads, counted from the coarsest: `head_in_index`, as Python indexes a list. */
function stageOfHead(config: ConfigFields, stages: number): number {
  const index = config.decimal('head_in_index') ?? -1;
  const stage = index < 0 ? index + stages : index;
  if (Number.isInteger(stage) && stage >= 0 && stage < stages) return stage;
  config.refuse('head_in_index', said`must be a whole number from ${-stages} to ${stages - 1}.`);
  return stages - 1;
}

export interface DepthDecoder {
  readonly layers: readonly Layer[];
  /** Stages behind the one that the head reads: they run, and nothing is trained by them. */
  readonly unread: readonly Layer[];
}

/** GLPN's decoder: from the coarsest map to the finest, each weighed against what comes from the coarser ones. */
export function depthDecoder(config: ConfigFields, maps: readonly ImageMap[]): DepthDecoder {
  const width = config.size('decoder_hidden_size');
  const half = Math.max(1, Math.floor(width / 2));
  const norm = (image: Extent, channels: number): Layer => ({
    ...batchNorm(channels),
    positions: area(image),
  });
  const read = stageOfHead(config, maps.length);
  const fromCoarsest = [...maps].reverse();
  const stages = fromCoarsest.map(({ image, width: channels }, index): Layer[] => [
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
  const isFinest = read === maps.length - 1;
  const whole = enlarged(fromCoarsest[read]?.image ?? [1, 1], isFinest ? finest : perStage);
  return {
    layers: [
      ...stages.slice(0, read + 1).flat(),
      convolve(whole, width, width, head),
      convolve(whole, width, 1, head),
    ],
    unread: stages.slice(read + 1).flat(),
  };
}
