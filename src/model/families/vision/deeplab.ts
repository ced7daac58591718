import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { labelCount } from '../labels';
import { chain, type Convolution } from './convolutions';
import type { Extent } from './image';
import { convolve } from './stages';

/** The pooled image is one pixel. */
const pooled: Extent = [1, 1];

const asHead = (layers: readonly Layer[]): Layer[] =>
  layers.map((layer) =>
    layer.kind === 'convolution' || layer.kind === 'elementwise' ? { ...layer, component: 'head' } : layer,
  );

export interface PixelHead {
  /** Channels of the body's last map, and of what the head makes of it. */
  readonly inputs: number;
  readonly outputs: number;
  /** Convolutions with holes beside the one of single pixels: they leave the map as large as it is. */
  readonly dilated: number;
}

/** DeepLab's classes of pixels: a map seen at several widths and as a whole, laid together, and told apart (arXiv:1706.05587). */
export function deepLab(
  config: ConfigFields,
  image: Extent,
  { inputs, outputs, dilated }: PixelHead,
): Layer[] {
  const seen: Convolution[] = [
    { inputs, outputs },
    ...Array.from({ length: dilated }, (): Convolution => ({ inputs, outputs, side: 3 })),
  ];
  return asHead([
    ...seen.flatMap((each) => chain(image, [each]).layers),
    ...chain(pooled, [{ inputs, outputs }]).layers,
    ...chain(image, [{ inputs: (seen.length + 1) * outputs, outputs }]).layers,
    convolve(image, outputs, labelCount(config), { side: 1 }),
  ]);
}

/** As many holes as MobileViT's file names, which must be three. */
export function atrousHead(config: ConfigFields, inputs: number): PixelHead {
  const rates = config.integers('atrous_rates');
  if (rates.length !== atrousRates) config.refuse('atrous_rates', 'must list three rates.');
  return { inputs, outputs: config.size('aspp_out_channels'), dilated: atrousRates };
}

const atrousRates = 3;
