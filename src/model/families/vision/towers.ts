import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { activation, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, queryKeyValueBias } from '../../sub-layers';
import type { Family, ModelShape } from '../family';
import { topOf } from './head';
import { patchGrid, patchProjection } from './image';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

/** In what the image towers of the CLIP lineage differ. */
interface Tower {
  readonly widthKey?: string;
  /** Channels of the image where no key says. */
  readonly channels?: number;
  readonly classToken: boolean;
  readonly patchBias: boolean;
  /** A learned vector for each position, or rotary positions of so many numbers a head (MLCD's class token has its own). */
  readonly positions?: 'learned' | 'rotary';
  readonly normBefore: boolean;
  /** What runs on top where the class is the bare tower. */
  readonly pooled?: (config: ConfigFields, width: number, positions: number) => readonly Layer[];
  readonly bias?: (config: ConfigFields) => AttentionDescription['bias'];
}

/** SigLIP's attention pooling: one learned query looks at all positions, then a feed-forward. */
export function attentionPooling(config: ConfigFields, width: number, positions: number): Layer[] {
  if (!config.flag('vision_use_head')) return [];
  const { heads, headWidth } = headsOf(config);
  const hidden = config.size('intermediate_size');
  const one = { positions: 1 } as const;
  return [
    vector('head', width),
    linear('head', width, width, true, one),
    linear('head', width, 2 * width, true),
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: headWidth, columns: positions },
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: positions, columns: headWidth },
    linear('head', width, width, true, one),
    { ...layerNorm(width), positions: 1 },
    linear('head', width, hidden, true, one),
    { ...activation('head', hidden), positions: 1 },
    linear('head', hidden, width, true, one),
  ];
}

const clip: Tower = { classToken: true, patchBias: false, normBefore: true };
const siglip: Tower = { classToken: false, patchBias: true, normBefore: false, pooled: attentionPooling };
const idefics: Tower = { classToken: false, patchBias: true, normBefore: false };
const blip: Tower = { classToken: true, patchBias: true, normBefore: false, channels: 3 };

const towers: Readonly<Record<string, Tower>> = {
  clip_vision_model: clip,
  altclip_vision_model: clip,
  chinese_clip_vision_model: clip,
  clipseg_vision_model: clip,
  git_vision_model: clip,
  metaclip_2_vision_model: clip,
  owlvit_vision_model: clip,
  owlv2_vision_model: clip,
  kosmos_2_vision_model: clip,
  idefics_vision: { ...clip, widthKey: 'embed_dim' },
  mlcd_vision_model: { ...clip, positions: 'rotary' },
  // The library's own name of the same type.
  mlcd: { ...clip, positions: 'rotary' },
  siglip_vision_model: siglip,
  idefics2_vision: idefics,
  idefics3_vision: idefics,
  smolvlm_vision: idefics,
  blip_vision_model: blip,
  blip_2_vision_model: {
    ...blip,
    bias: (config) => queryKeyValueBias(config.flag('qkv_bias'), true),
  },
};

/** The projection into the space shared with text, or the bare tower. */
const tops = (
  config: ConfigFields,
  width: number,
  pooled: readonly Layer[],
): Readonly<Record<string, () => readonly Layer[]>> => ({
  VisionModelWithProjection: () => [
    ...pooled,
    linear('head', width, config.size('projection_dim'), false, { positions: 1 }),
  ],
  Model: () => pooled,
});

function positionLayers(tower: Tower, positions: number, width: number, headWidth: number): Layer[] {
  if (tower.positions !== 'rotary') return [table('position', positions, width), residual(width, 1)];
  return [vector('position', Math.floor(headWidth / 2))];
}

/** The image towers of CLIP, SigLIP, BLIP and the Idefics: a pre-norm Vision Transformer under one set of keys. */
export const imageTowers: Family = {
  name: 'image tower',
  modelTypes: Object.keys(towers),
  read(config, modelType): ModelShape {
    const tower = towers[modelType] ?? clip;
    const { width, heads, headWidth } = headsOf(config, tower.widthKey);
    const grid = patchGrid(config);
    const positions = grid.patches + (tower.classToken ? 1 : 0);
    const pooled = tower.pooled?.(config, width, positions) ?? [];
    return visionTransformer({
      config,
      grid,
      width,
      patches: patchProjection(tower.channels ?? config.size('num_channels'), grid, width, tower.patchBias),
      furtherTokens: tower.classToken ? 1 : 0,
      embedding: [
        ...(tower.classToken ? [vector('embedding', width)] : []),
        ...positionLayers(tower, positions, width, headWidth),
        ...(tower.normBefore ? [layerNorm(width)] : []),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: tower.bias?.(config) ?? biases(true),
        hidden: config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, 'Model', tops(config, width, pooled)),
    });
  },
};
