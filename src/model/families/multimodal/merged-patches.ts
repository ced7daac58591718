import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, rmsNorm, table, vector } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { headsOf, transformerLayer } from '../vision/transformer';
import type { PatchGrid } from './dynamic-vision';
import { gridNote, patchConvolution, patchGrid } from './dynamic-vision';
import type { LanguageModelDescription } from './language';
import { withTowers } from './language';
import { embeddingWidth, other, towerBlock, twoLayerProjector } from './towers';
import { said } from '../../../units/message';

/** What a tower is built from. */
interface Parts {
  /** The owner's config and, nested in it, the tower's. */
  readonly owner: ConfigFields;
  readonly config: ConfigFields;
  readonly width: number;
  readonly textWidth: number;
  readonly grid: PatchGrid;
}

/** What puts the patches together for the language model. */
interface Merger {
  readonly blocks: readonly Block[];
  /** Positions that the language model reads for one image. */
  readonly outputs: number;
}

interface Kind {
  readonly language: LanguageModelDescription;
  readonly vision: string;
  /** What turns pixels into the layers' input. */
  readonly patches: (parts: Parts) => Layer[];
  /** Positions beside the patches': a class token. */
  readonly furtherTokens?: number;
  readonly hidden?: (parts: Parts) => number;
  readonly layerScale?: true;
  /** Under which keys the tower says its layers and heads, where not the usual ones. */
  readonly keys?: { readonly layers: string; readonly heads: string };
  readonly merger: (parts: Parts) => Merger;
}

/** A table of positions, one for each patch of the largest image and one for a class token that there is not. */
function largestImage({ config, width }: Parts): Layer {
  const side = Math.floor(config.size('max_image_size') / config.size('patch_size'));
  if (side < 1) config.refuse('patch_size', 'is larger than the image.');
  return table('position', Math.max(1, side) ** 2 + 1, width);
}

const hunyuanPatches = (parts: Parts): Layer[] => [
  patchConvolution({
    width: parts.width,
    channels: parts.config.size('num_channels'),
    frames: 1,
    patch: parts.config.size('patch_size'),
    patches: parts.grid.patches,
    bias: true,
  }),
  largestImage(parts),
];

/** Hunyuan's: a norm, a convolution over neighbouring patches to `hidden`, one more product of each position. */
function hunyuanConvolutions({ width, grid }: Parts, hidden: number, outputs: number): Layer[] {
  const patches = grid.merge * grid.merge;
  return [
    { ...other(rmsNorm(width)), repeats: patches },
    {
      kind: 'convolution',
      component: 'other',
      inputs: width,
      outputs: hidden,
      kernel: patches,
      outputPositions: grid.merged,
      inputPositions: grid.patches,
      bias: true,
      inputGradient: true,
    },
    activation('other', hidden),
    linear('other', hidden, outputs, true),
  ];
}

/** A learned vector ends each row of the image; others stand before and behind it, and between images. */
function hunyuanMerger(parts: Parts): Merger {
  const { width, textWidth, grid } = parts;
  const withRowEnds = grid.merged + grid.side / grid.merge;
  return {
    outputs: withRowEnds + 2,
    blocks: [
      towerBlock('vision', 'merger', grid.merged, hunyuanConvolutions(parts, 2 * width, 4 * width)),
      towerBlock('vision', 'projector', withRowEnds, [
        vector('other', 4 * width),
        linear('other', 4 * width, textWidth, true),
        vector('other', 3 * textWidth),
        { ...other(rmsNorm(textWidth)), positions: withRowEnds + 2 },
      ]),
    ],
  };
}

/** Hunyuan V4's: the convolutions alone, and a learned vector that ends each row. */
function hunyuanV4Merger(parts: Parts): Merger {
  const { config, width, grid } = parts;
  const outputs = config.size('out_hidden_size');
  const layers = hunyuanConvolutions(parts, width * grid.merge * grid.merge, outputs);
  return {
    outputs: grid.merged + grid.side / grid.merge,
    blocks: [towerBlock('vision', 'merger', grid.merged, [...layers, vector('other', outputs)])],
  };
}

const minimaxPatches = ({ config, width, grid }: Parts): Layer[] => [
  patchConvolution({
    width,
    channels: config.size('num_channels'),
    frames: config.size('temporal_patch_size'),
    patch: config.size('patch_size'),
    patches: grid.patches,
    bias: false,
  }),
  layerNorm(width),
];

/** MiniMax M3's: two layers over each patch, and two over neighbouring ones laid side by side. */
function minimaxMerger({ owner, width, textWidth, grid }: Parts): Merger {
  const hidden = owner.size('projector_hidden_size');
  const projector = (inputs: number): Layer[] =>
    twoLayerProjector({ inputs, hidden, outputs: textWidth, bias: true });
  return {
    outputs: grid.merged,
    blocks: [
      towerBlock('vision', 'projector', grid.patches, projector(width)),
      towerBlock('vision', 'merger', grid.merged, projector(textWidth * grid.merge * grid.merge)),
    ],
  };
}

/** Inkling 2's: a linear layer over a patch's pixels, a table of positions, a class token with one of its own. */
function inklingPatches({ config, width, grid }: Parts): Layer[] {
  const patch = config.size('patch_size');
  const pixels = linear('convolution', config.size('num_channels') * patch * patch, width, false);
  return [
    { ...pixels, inputGradient: false, positions: grid.patches },
    table('position', config.size('posemb_grid_size') ** 2, width),
    vector('embedding', width),
    vector('position', width),
    layerNorm(width),
  ];
}

/** Two layers over neighbouring patches laid side by side, without the class token. */
function inklingMerger({ config, width, textWidth, grid }: Parts): Merger {
  const named = config.size('text_hidden_size');
  if (named !== textWidth)
    config.refuse(
      'text_hidden_size',
      said`(${named}) is not the width of the language model (${textWidth}).`,
    );
  return {
    outputs: grid.merged,
    blocks: [
      towerBlock(
        'vision',
        'merger',
        grid.merged,
        twoLayerProjector({
          inputs: width * grid.merge * grid.merge,
          hidden: config.size('projection_hidden_dim'),
          outputs: textWidth,
          bias: config.flag('projector_bias'),
        }),
      ),
    ],
  };
}

const inkling = (text: string): Kind => ({
  language: { modelType: text, fixed: true, tie: 'never' },
  vision: 'inkling2_vision',
  patches: inklingPatches,
  furtherTokens: 1,
  hidden: ({ config, width }) =>
    config.optionalSize('intermediate_size') ??
    Math.max(1, Math.floor(width * (config.decimal('mlp_ratio') ?? 4))),
  layerScale: true,
  merger: inklingMerger,
});

const erniePatches = ({ config, width, grid }: Parts): Layer[] => [
  linear('convolution', config.size('in_channels') * config.size('patch_size') ** 2, width, false, {
    positions: grid.patches,
    inputGradient: false,
  }),
];

/** ERNIE's: neighbouring patches side by side through two layers, the same frame twice through two more, then one. */
function ernieMerger({ config, width, textWidth, grid }: Parts): Merger {
  const frames = config.size('temporal_merge_size');
  if (frames !== 2) config.refuse('temporal_merge_size', 'must be 2: an image is laid beside itself.');
  const merged = width * grid.merge * grid.merge;
  const pair = (inputs: number): Layer[] => [
    ...twoLayerProjector({ inputs, hidden: merged, outputs: merged, bias: true }),
    other(layerNorm(merged)),
  ];
  return {
    outputs: grid.merged,
    blocks: [
      towerBlock('vision', 'image norm', grid.patches, [layerNorm(width)]),
      towerBlock('vision', 'merger', grid.merged, [
        ...pair(merged),
        ...pair(2 * merged),
        linear('other', merged, textWidth, true),
        other(rmsNorm(textWidth)),
      ]),
    ],
  };
}

const hunyuan: Kind = {
  language: {
    modelType: 'hunyuan_vl_text',
    fixed: true,
    readAs: 'hunyuan_v1_dense',
    tie: 'ownOrText',
    ownKeys: true,
  },
  vision: 'hunyuan_vl_vision',
  patches: hunyuanPatches,
  merger: hunyuanMerger,
};

const kinds: Readonly<Record<string, Kind>> = {
  hunyuan_vl: hunyuan,
  hy_v4_vl: {
    language: { modelType: 'hy_v4_vl_text', fixed: true, readAs: 'hy_v4' },
    vision: 'hy_v4_vl_vision',
    patches: hunyuanPatches,
    merger: hunyuanV4Merger,
  },
  minimax_m3_vl: {
    language: { modelType: 'minimax_m3_vl_text', fixed: true, tie: 'ownOrText' },
    vision: 'minimax_m3_vl_vision',
    patches: minimaxPatches,
    merger: minimaxMerger,
  },
  ernie4_5_vl_moe: {
    language: { modelType: 'ernie4_5_vl_moe_text', fixed: true },
    vision: 'ernie4_5_vl_moe_vision',
    patches: erniePatches,
    keys: { layers: 'depth', heads: 'num_heads' },
    merger: ernieMerger,
  },
  inkling2: inkling('inkling2_text'),
  inkling2_loop: inkling('inkling2_loop_text'),
};

/** The Vision Transformer's layers over the patches of an image of any size. */
function imageLayers(parts: Parts, kind: Kind): Block {
  const { config, grid } = parts;
  const { furtherTokens = 0, hidden, layerScale } = kind;
  const { keys = { layers: 'num_hidden_layers', heads: 'num_attention_heads' } } = kind;
  return {
    name: 'image layers',
    count: config.layers(keys.layers),
    tower: 'vision',
    positions: grid.patches + furtherTokens,
    layers: transformerLayer({
      ...headsOf(config, 'hidden_size', keys.heads),
      bias: biases(true),
      hidden: hidden?.(parts) ?? config.size('intermediate_size'),
      layerScale: layerScale === true,
    }),
  };
}

/** Hunyuan-VL, MiniMax M3, Inkling 2 and ERNIE 4.5 VL: a Vision Transformer at any image size, neighbouring patches merged for the language model. */
export const mergedPatches: Family = {
  name: 'merged patches',
  modelTypes: Object.keys(kinds),
  read(owner, modelType, library) {
    const kind = kinds[modelType] ?? hunyuan;
    return withTowers(owner, library, kind.language, (text) => {
      const { config } = owner.section('vision_config', kind.vision, { model_type: kind.vision });
      const grid = patchGrid(config);
      const width = config.size('hidden_size');
      const parts: Parts = { owner, config, width, textWidth: embeddingWidth(text), grid };
      const merger = kind.merger(parts);
      return {
        blocks: [
          towerBlock('vision', 'patches', grid.patches + (kind.furtherTokens ?? 0), kind.patches(parts)),
          imageLayers(parts, kind),
          ...merger.blocks,
        ],
        notes: [gridNote({ ...grid, merged: merger.outputs })],
      };
    });
  },
};
