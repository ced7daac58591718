import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, feedForward, queryKeyValueBias, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { PatchGrid } from './image';
import { extent, patchGrid } from './image';
import { headsOf, transformerLayer, visionTransformer } from './transformer';
import { said, type Message } from '../../../units/message';

interface Tubelets {
  readonly grid: PatchGrid;
  /** Frames that one patch spans. */
  readonly frames: number;
}

/** Patches in space and time: num_frames frames, cut into tubelets of `depth` frames. */
function tubelets(config: ConfigFields, spatial: PatchGrid, depth: number): Tubelets {
  const frames = config.size('num_frames');
  if (depth > frames)
    config.refuse('tubelet_size', said`(${depth} frames) is longer than the ${frames} frames.`);
  const times = Math.max(1, Math.floor(frames / depth));
  return { grid: { ...spatial, patches: times * spatial.patches }, frames: depth };
}

const tubeletProjection = (config: ConfigFields, { grid, frames }: Tubelets, width: number): Layer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs: config.size('num_channels'),
  outputs: width,
  kernel: frames * grid.patch[0] * grid.patch[1],
  outputPositions: grid.patches,
  bias: true,
  inputGradient: false,
});

const clip = (config: ConfigFields): Message => said`One video of ${config.size('num_frames')} frames.`;

/** ViViT: tubelets of a video, a class token, learned positions. */
export const vivit: Family = {
  name: 'video transformer',
  modelTypes: ['vivit'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const [depth = 1, height = 1, breadth = 1] = config.sizes('tubelet_size', 3);
    const side = config.size('image_size');
    if (height > side || breadth > side) config.refuse('tubelet_size', 'is larger than the image.');
    const extent = [Math.floor(side / height), Math.floor(side / breadth)] as const;
    const spatial = {
      patch: [height, breadth],
      extent,
      patches: Math.max(1, extent[0] * extent[1]),
    } as const;
    const cut = tubelets(config, spatial, depth);
    return visionTransformer({
      config,
      grid: cut.grid,
      width,
      patches: tubeletProjection(config, cut, width),
      furtherTokens: 1,
      embedding: [
        vector('embedding', width),
        table('position', cut.grid.patches + 1, width),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, 'ForVideoClassification', {
        ForVideoClassification: () => [classifier(config, width)],
        Model: () => [
          linear('head', width, config.optionalSize('pooler_output_size') ?? width, true, { positions: 1 }),
        ],
      }),
      notes: [clip(config)],
    });
  },
};

/** VideoMAE: tubelets with fixed positions; a norm after the layers, or before the head over the mean. */
export const videomae: Family = {
  name: 'video transformer',
  modelTypes: ['videomae'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const cut = tubelets(config, patchGrid(config), config.size('tubelet_size'));
    const pooled = config.flag('use_mean_pooling');
    return visionTransformer({
      config,
      grid: cut.grid,
      width,
      patches: tubeletProjection(config, cut, width),
      furtherTokens: 0,
      embedding: [residual(width, 1)],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: { ...biases(config.flag('qv_bias')), key: false, output: true },
        hidden: config.size('intermediate_size'),
      }),
      output: pooled ? [] : [layerNorm(width)],
      top: topOf(config, 'ForVideoClassification', {
        ForVideoClassification: () => [...(pooled ? [layerNorm(width)] : []), classifier(config, width)],
      }),
      notes: [clip(config)],
    });
  },
};

type AttentionType = 'divided_space_time' | 'space_only' | 'joint_space_time';

function attentionType(config: ConfigFields): AttentionType {
  const kind = config.text('attention_type') ?? 'divided_space_time';
  if (kind === 'divided_space_time' || kind === 'space_only' || kind === 'joint_space_time') return kind;
  config.refuse('attention_type', 'must be "divided_space_time", "space_only" or "joint_space_time".');
  return 'divided_space_time';
}

/** TimeSformer: attention over time for each patch, then over each frame; or over all at once; or over frames alone. */
export const timesformer: Family = {
  name: 'video transformer',
  modelTypes: ['timesformer'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const spatial = patchGrid(config);
    const frames = config.size('num_frames');
    const kind = attentionType(config);
    const cut = tubelets(config, spatial, 1);
    const divided = kind === 'divided_space_time';
    const bias = queryKeyValueBias(config.flag('qkv_bias'), true);
    const attention = (positions: number, keys: number): Layer[] =>
      selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask: fullMask }).map(
        (part): Layer => (part.kind === 'attention' ? { ...part, positions, keys } : { ...part, positions }),
      );
    const perFrame = spatial.patches + 1;
    // Frames alone are so many images, each with a class token of its own.
    const all = kind === 'space_only' ? frames * perFrame : frames * spatial.patches + 1;
    const spaceKeys = kind === 'joint_space_time' ? all : perFrame;
    const spacePositions = kind === 'joint_space_time' ? all : frames * perFrame;
    return visionTransformer({
      config,
      grid: cut.grid,
      width,
      furtherTokens: all - frames * spatial.patches,
      embedding: [
        vector('embedding', width),
        table('position', perFrame, width),
        ...(kind === 'space_only' ? [] : [table('position', frames, width)]),
        residual(width, 2),
      ],
      layer: [
        ...(divided
          ? [
              layerNorm(width),
              ...attention(frames * spatial.patches, frames),
              linear('attention.projections', width, width, true, { positions: frames * spatial.patches }),
            ]
          : []),
        layerNorm(width),
        ...attention(spacePositions, spaceKeys),
        layerNorm(width),
        ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
        twoResiduals(width),
      ],
      output: [layerNorm(width)],
      top: topOf(config, 'ForVideoClassification', {
        // Frames alone are classified alone.
        ForVideoClassification: () => [
          { ...classifier(config, width), positions: kind === 'space_only' ? frames : 1 },
        ],
      }),
      notes: [clip(config)],
    });
  },
};

/** VideoPrism's pooling: one learned query looks at all positions, through heads as wide as the feed-forward. */
function videoPooling(config: ConfigFields, width: number, positions: number): Layer[] {
  const heads = config.size('num_attention_heads');
  const headWidth = Math.max(1, Math.floor(config.size('intermediate_size') / heads));
  const inner = heads * headWidth;
  const bias = config.flag('qkv_bias');
  const one = { positions: 1 } as const;
  return [
    vector('head', width + headWidth),
    linear('head', width, inner, bias, one),
    linear('head', width, inner, bias),
    linear('head', width, inner, bias),
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: headWidth, columns: positions },
    { kind: 'product', component: 'head', batches: heads, rows: 1, inner: positions, columns: headWidth },
    linear('head', inner, width, true, one),
    { ...layerNorm(width), positions: 1 },
  ];
}

/** VideoPrism: layers over the patches of each frame, then layers over the frames of each patch. */
export const videoprism: Family = {
  name: 'video transformer',
  modelTypes: ['videoprism_vision_model'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const [depth = 1, height = 1, breadth = 1] = config.sizes('tubelet_size', 3);
    if (depth !== 1)
      config.refuse('tubelet_size', 'must begin with 1: the library runs no tubelets of more frames.');
    const size = extent(config, 'image_size');
    if (height > size[0] || breadth > size[1]) config.refuse('tubelet_size', 'is larger than the image.');
    const frames = config.size('num_frames');
    const sides = [Math.floor(size[0] / height), Math.floor(size[1] / breadth)] as const;
    const perFrame = Math.max(1, sides[0] * sides[1]);
    const positions = frames * perFrame;
    const cut = tubelets(config, { patch: [height, breadth], extent: sides, patches: perFrame }, 1);
    const layer = (keys: number): Layer[] =>
      transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: config.size('intermediate_size'),
      }).map((part): Layer => (part.kind === 'attention' ? { ...part, keys } : part));
    const pooled = (): Layer[] => videoPooling(config, width, positions);
    const top = topOf(config, 'VisionModel', {
      ForVideoClassification: () => [...pooled(), classifier(config, width)],
      VideoModel: () => [
        ...Array.from({ length: Math.min(100, config.count('num_auxiliary_layers')) }, () =>
          layer(positions),
        ).flat(),
        ...pooled(),
      ],
    });
    const stack = (name: string, key: string, keys: number): Block => ({
      name,
      count: config.layers(key),
      positions,
      layers: layer(keys),
    });
    return visionTransformer({
      config,
      grid: cut.grid,
      width,
      patches: tubeletProjection(config, cut, width),
      furtherTokens: 0,
      embedding: [table('position', perFrame, width), residual(width, 1)],
      layer: {
        blocks: [
          stack('spatial layers', 'num_spatial_layers', perFrame),
          {
            name: 'frames',
            count: 1,
            positions,
            layers: [layerNorm(width), table('position', frames, width)],
          },
          stack('temporal layers', 'num_temporal_layers', frames),
        ],
      },
      output: [layerNorm(width)],
      top,
      notes: [clip(config)],
    });
  },
};
