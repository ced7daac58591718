import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNorm } from '../../layers';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { withTowers } from './language';
import { embeddingWidth, other, readTower, towerBlock } from './towers';

const texts: Readonly<Record<string, { readonly text: string; readonly normed: boolean }>> = {
  modernvbert: { text: 'modernbert', normed: false },
  ultravbert: { text: 'ultrabert', normed: true },
};

/** Neighbouring patches laid side by side, and one product to the width of the text. */
function connector(
  config: ConfigFields,
  {
    patches,
    visionWidth,
    textWidth,
    normed,
  }: {
    readonly patches: number;
    readonly visionWidth: number;
    readonly textWidth: number;
    readonly normed: boolean;
  },
): { readonly positions: number; readonly layers: Layer[] } {
  const factor = config.size('pixel_shuffle_factor');
  return {
    // The default image has a side that the factor does not divide: the library builds it and can't run it.
    positions: Math.max(1, Math.floor(patches / (factor * factor))),
    layers: [
      linear('other', visionWidth * factor * factor, textWidth, false),
      ...(normed ? [other(rmsNorm(textWidth))] : []),
    ],
  };
}

/** Text encoders that see: SigLIP's tower and a connector before ModernBERT or UltraBERT. */
export const seeingEncoders: Family = {
  name: 'seeing encoder',
  modelTypes: Object.keys(texts),
  read(config, modelType, library) {
    const { text: textType, normed } = texts[modelType] ?? { text: 'modernbert', normed: false };
    const name = architectureClass(config) ?? 'ForMaskedLM';
    return withTowers(
      config,
      library,
      { modelType: textType, overrides: { architectures: [name] } },
      (text) => {
        const vision = readTower(config, library, 'vision', 'vision_config', 'siglip_vision_model');
        const { positions, layers } = connector(config, {
          patches: vision.positions,
          visionWidth: vision.config.size('hidden_size'),
          textWidth: embeddingWidth(text),
          normed,
        });
        return {
          blocks: [...vision.blocks, towerBlock('vision', 'connector', positions, layers)],
          notes: vision.notes,
        };
      },
    );
  },
};
