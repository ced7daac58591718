import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer, NormLayer } from '../../layers';
import { activation, fullMask, layerNorm, linear, perHead, rmsNorm, rotary, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import { blocksOf, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { other } from './towers';
import { said, type Message } from '../../../units/message';

/** Patches along each side of the image that is costed: these towers take images of any size. */
const usualSide = 32;

/** The image that is costed: a square of `side` x `side` patches, `merged` of them put out as one position each way. */
export interface PatchGrid {
  readonly side: number;
  readonly patches: number;
  /** Patches that one output position stands for, along a side. */
  readonly merge: number;
  /** Output positions. */
  readonly merged: number;
}

/** The usual image, its side rounded up to whole output positions. `mergeKey` names how many patches merge, along a side. */
export function patchGrid(config: ConfigFields, mergeKey = 'spatial_merge_size'): PatchGrid {
  const merge = config.size(mergeKey);
  const outputs = Math.ceil(usualSide / merge);
  const side = outputs * merge;
  return { side, patches: side * side, merge, merged: outputs * outputs };
}

/** What a person reads of the image that stands for all. */
export const gridNote = ({ side, merged }: PatchGrid): Message =>
  said`Images may have any size: an image is one of ${side} x ${side} patches, read as ${merged} positions.`;

/** Attention among the patches of one image, each in its own window where `window` (output positions along a side) says so. */
function attention(width: number, heads: number, grid: PatchGrid, window: number | null): Layer[] {
  const headWidth = width / heads;
  const outputs = grid.side / grid.merge;
  if (window === null || window >= outputs) {
    return [
      {
        kind: 'attention',
        over: 'attention',
        heads,
        queryKeyWidth: headWidth,
        valueWidth: headWidth,
        keys: grid.patches,
        mask: fullMask,
        cachedPerToken: 0,
      },
    ];
  }
  // Whole windows, and what is left at the right and lower edges.
  const whole = Math.floor(outputs / window);
  const left = outputs % window;
  const kinds = [
    { windows: whole * whole, patches: window * window },
    { windows: 2 * whole, patches: window * left },
    { windows: 1, patches: left * left },
  ];
  return kinds
    .filter(({ patches }) => patches > 0)
    .flatMap(({ windows, patches }): Layer[] => {
      const tokens = patches * grid.merge * grid.merge;
      const batches = windows * heads;
      return [
        {
          kind: 'product',
          component: 'attention.scores',
          batches,
          rows: tokens,
          inner: headWidth,
          columns: tokens,
        },
        {
          kind: 'product',
          component: 'attention.values',
          batches,
          rows: tokens,
          inner: tokens,
          columns: headWidth,
        },
      ];
    });
}

/** The head's width; 1 with a problem where the heads don't divide the width. */
function checkedHeads(config: ConfigFields, width: number, widthKey: string, headsKey: string): number {
  const heads = config.size(headsKey);
  if (width % heads === 0) return heads;
  config.refuse(widthKey, said`(${width}) is not divisible by ${headsKey} (${heads}).`);
  return 1;
}

/** Patches of so many frames by one convolution. */
export const patchConvolution = ({
  width,
  channels,
  frames,
  patch,
  patches,
  bias,
}: {
  readonly width: number;
  readonly channels: number;
  readonly frames: number;
  /** Pixels along a side. */
  readonly patch: number;
  /** How many of them an image has. */
  readonly patches: number;
  readonly bias: boolean;
}): ConvolutionLayer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs: channels,
  outputs: width,
  kernel: frames * patch * patch,
  outputPositions: patches,
  bias,
  inputGradient: false,
});

interface Parts {
  readonly config: ConfigFields;
  readonly width: number;
  readonly grid: PatchGrid;
}

/** What differs between the towers of this lineage. */
interface Style {
  readonly widthKey: 'embed_dim' | 'hidden_size';
  readonly norm: (width: number) => NormLayer;
  readonly patchBias: boolean;
  /** What follows the patches: norms, a table of positions. */
  readonly afterPatches?: (parts: Parts) => Layer[];
  readonly bias: (config: ConfigFields) => { readonly input: boolean; readonly output: boolean };
  readonly headNorms?: boolean;
  /** A window's side in output positions, and which layers look beyond it; null where all do. */
  readonly window?: (
    parts: Parts,
  ) => { readonly side: number; readonly isFull: (index: number) => boolean } | null;
  readonly feedForward: (parts: Parts) => {
    readonly hidden: number;
    readonly gated: boolean;
    readonly bias: boolean;
  };
  /** What merges patches into output positions; it works on those. */
  readonly output: (parts: Parts) => Layer[];
}

/** Qwen's merger: neighbouring patches side by side through two layers. */
function qwenMerger({ width, grid }: Parts, outputs: number, norm: NormLayer): Layer[] {
  const merged = width * grid.merge * grid.merge;
  return [
    { ...other(norm), repeats: merged / norm.width },
    linear('other', merged, merged, true),
    activation('other', merged),
    linear('other', merged, outputs, true),
  ];
}

/** Whole windows of window_size pixels, in output positions along a side. */
function qwenWindow({
  config,
  grid,
}: Parts): { readonly side: number; readonly isFull: (index: number) => boolean } | null {
  const pixels = config.size('window_size');
  const side = Math.floor(Math.floor(pixels / grid.merge) / config.size('patch_size'));
  if (side < 1) {
    config.refuse('window_size', said`(${pixels}) is smaller than one output position.`);
    return null;
  }
  const full = new Set(config.integers('fullatt_block_indexes'));
  return { side, isFull: (index) => full.has(index) };
}

/** Qwen3-VL's further mergers of chosen layers' outputs, each normed after laying patches side by side. */
function deepstackMergers(parts: Parts): Layer[] {
  const { config, width, grid } = parts;
  const depth = config.layers('depth');
  const chosen = config.integers('deepstack_visual_indexes');
  if (new Set(chosen).size !== chosen.length)
    config.refuse('deepstack_visual_indexes', 'names a layer twice.');
  if (chosen.length > depth || chosen.some((index) => index < 0 || index >= depth)) {
    config.refuse('deepstack_visual_indexes', said`must name layers from 0 to ${depth - 1}.`);
    return [];
  }
  const norm = layerNorm(width * grid.merge * grid.merge);
  return chosen.flatMap(() => qwenMerger(parts, config.size('out_hidden_size'), norm));
}

const positionTable = ({ config, width }: Parts): Layer[] => [
  table('position', config.size('num_position_embeddings'), width),
];

const allBiased = (): { input: boolean; output: boolean } => ({ input: true, output: true });

const qwen3Style: Style = {
  widthKey: 'hidden_size',
  norm: layerNorm,
  patchBias: true,
  afterPatches: positionTable,
  bias: allBiased,
  feedForward: ({ config }) => ({ hidden: config.size('intermediate_size'), gated: false, bias: true }),
  output: (parts) => [
    ...qwenMerger(parts, parts.config.size('out_hidden_size'), layerNorm(parts.width)),
    ...deepstackMergers(parts),
  ],
};

/** GLM's merger: a convolution over neighbouring patches, then a projection and a gated layer of `hidden`. */
function glmMerger({ config, width, grid }: Parts, hidden: number): Layer[] {
  const outputs = config.size('out_hidden_size');
  return [
    { ...rmsNorm(width), repeats: grid.merge * grid.merge },
    {
      kind: 'convolution',
      component: 'other',
      inputs: width,
      outputs,
      kernel: grid.merge * grid.merge,
      outputPositions: grid.merged,
      inputPositions: grid.patches,
      bias: true,
      inputGradient: true,
    },
    linear('other', outputs, outputs, false),
    other(layerNorm(outputs)),
    linear('other', outputs, hidden, false),
    linear('other', outputs, hidden, false),
    activation('other', hidden),
    linear('other', hidden, outputs, false),
  ];
}

/** GLM-4V's positions: one for each patch of the image size that it was trained on. */
function glmPositions({ config, width }: Parts): Layer[] {
  const side = Math.floor(config.size('image_size') / config.size('patch_size'));
  if (side < 1) config.refuse('patch_size', 'is larger than the image.');
  return [rmsNorm(width), table('position', Math.max(1, side * side), width)];
}

const glmStyle: Style = {
  widthKey: 'hidden_size',
  norm: rmsNorm,
  patchBias: true,
  afterPatches: glmPositions,
  bias: (config) => ({ input: config.flag('attention_bias'), output: false }),
  feedForward: ({ config }) => ({ hidden: config.size('out_hidden_size'), gated: true, bias: false }),
  output: (parts) => glmMerger(parts, parts.config.size('intermediate_size')),
};

const qwen2Style: Style = {
  widthKey: 'embed_dim',
  norm: layerNorm,
  patchBias: false,
  bias: allBiased,
  feedForward: ({ config, width }) => ({
    hidden: Math.max(1, Math.floor(width * (config.decimal('mlp_ratio') ?? 4))),
    gated: false,
    bias: true,
  }),
  output: (parts) => qwenMerger(parts, parts.config.size('hidden_size'), layerNorm(parts.width)),
};

const qwen25Style: Style = {
  widthKey: 'hidden_size',
  norm: rmsNorm,
  patchBias: false,
  bias: allBiased,
  window: qwenWindow,
  feedForward: ({ config }) => ({ hidden: config.size('intermediate_size'), gated: true, bias: true }),
  output: (parts) => qwenMerger(parts, parts.config.size('out_hidden_size'), rmsNorm(parts.width)),
};

const glmOcrStyle: Style = {
  ...glmStyle,
  afterPatches: () => [],
  headNorms: true,
  bias: (config) => {
    const biased = config.flag('attention_bias');
    return { input: biased, output: biased };
  },
  feedForward: ({ config }) => ({
    hidden: config.size('intermediate_size'),
    gated: true,
    bias: config.flag('attention_bias'),
  }),
  output: (parts) =>
    glmMerger(parts, parts.config.size('out_hidden_size') * parts.config.size('in_channels')),
};

const qwen35Style: Style = {
  ...qwen3Style,
  output: (parts) => qwenMerger(parts, parts.config.size('out_hidden_size'), layerNorm(parts.width)),
};

const styles: Readonly<Record<string, Style>> = {
  qwen2_vl_vision: qwen2Style,
  qwen2_5_vl_vision: qwen25Style,
  qwen3_vl_vision: qwen3Style,
  qwen3_vl_moe_vision: qwen3Style,
  cohere_compass_vision: qwen3Style,
  qwen3_5_vision: qwen35Style,
  qwen3_5_moe_vision: qwen35Style,
  qwen4_exp_vision: qwen35Style,
  glm4v_vision: glmStyle,
  glm4v_moe_vision: glmStyle,
  glm_ocr_vision: glmOcrStyle,
};

/** The vision towers of Qwen-VL and GLM-V: patches of any number, rotary positions, a merger to the text model's width. */
export const dynamicVision: Family = {
  name: 'qwen-vl',
  modelTypes: Object.keys(styles),
  read(config, modelType) {
    const style = styles[modelType] ?? qwen2Style;
    const width = config.size(style.widthKey);
    const heads = checkedHeads(config, width, style.widthKey, 'num_heads');
    const keyValueHeads = config.keyValueHeads('num_key_value_heads', heads);
    const grid = patchGrid(config);
    const parts: Parts = { config, width, grid };
    const bias = style.bias(config);
    const window = style.window?.(parts) ?? null;
    const isFull = (index: number): boolean => window === null || window.isFull(index);
    const mlp = style.feedForward(parts);
    const headNorm = perHead(rmsNorm(width / heads), heads);
    const layersOf = (kind: 'all patches' | 'windows'): Layer[] => [
      style.norm(width),
      linear('attention.projections', width, width + 2 * keyValueHeads * (width / heads), bias.input),
      ...(style.headNorms === true ? [headNorm, headNorm] : []),
      rotary(heads, keyValueHeads, width / heads),
      ...attention(width, heads, grid, kind === 'windows' ? (window?.side ?? null) : null),
      linear('attention.projections', width, width, bias.output),
      style.norm(width),
      ...feedForward({ width, ...mlp }),
      twoResiduals(width),
    ];
    const blocks = blocksOf(
      config.layers('depth'),
      (index) => (isFull(index) ? 'all patches' : 'windows'),
      layersOf,
    );
    return {
      sample: 'image',
      tokensPerSample: grid.merged,
      contextLength: null,
      vocabularySize: null,
      generates: false,
      blocks: [
        {
          name: 'patches',
          count: 1,
          positions: grid.patches,
          layers: [
            patchConvolution({
              width,
              channels: config.size('in_channels'),
              frames: config.size('temporal_patch_size'),
              patch: config.size('patch_size'),
              patches: grid.patches,
              bias: style.patchBias,
            }),
            ...(style.afterPatches?.(parts) ?? []),
          ],
        },
        ...blocks.map((block) => ({ ...block, positions: grid.patches })),
        { name: 'merger', count: 1, positions: grid.merged, layers: style.output(parts) },
      ],
      notes: [gridNote(grid)],
    };
  },
};
