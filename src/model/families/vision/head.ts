import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear } from '../../layers';
import { labelCount } from '../labels';
import { architectureClass, headNotCounted } from '../decoder';
import type { Message } from '../../../units/message';

/** What stands on a body, and what the figures then leave out. */
export interface Top {
  readonly layers: readonly Layer[];
  readonly notes: readonly Message[];
}

/** Logits of an image's or a sound's classes, from one vector of `width`. */
export const classifier = (config: ConfigFields, width: number): Layer =>
  linear('head', width, labelCount(config), true, { positions: 1 });

/** The pixels that each position stands for, where images are learned from by what is hidden of them. */
export const hiddenPixels = (config: ConfigFields, width: number, positions: number): readonly Layer[] => [
  linear('head', width, config.size('encoder_stride') ** 2 * config.size('num_channels'), true, {
    positions,
  }),
];

/** Backbones with other norms than their bodies. */
const otherBackbones = /^(?:Beit|Pixio|Swin|Swinv2|MaskFormerSwin|DINOv3ConvNext)Backbone$/;

/** The layers that the class named in `architectures` has on top of the body; `usual` where it names none. */
export function topOf(
  config: ConfigFields,
  usual: string,
  tops: Readonly<Record<string, () => readonly Layer[]>>,
): Top {
  const name = architectureClass(config) ?? usual;
  const ending = Object.keys(tops).find((candidate) => name.endsWith(candidate));
  const layers = ending === undefined ? undefined : tops[ending]?.();
  if (layers !== undefined) return { layers, notes: [] };
  return {
    layers: [],
    notes:
      /(Model|Transformer|Backbone|Encoder)$/.test(name) && !otherBackbones.test(name)
        ? []
        : [headNotCounted(name)],
  };
}
