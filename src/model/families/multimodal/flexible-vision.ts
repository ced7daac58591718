import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, residual, table } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { patchProjection } from '../vision/image';
import { headsOf, transformerLayer } from '../vision/transformer';
import type { PatchGrid } from './dynamic-vision';
import { gridNote, patchGrid } from './dynamic-vision';
import type { LanguageModelDescription } from './language';
import { withTowers } from './language';
import { embeddingWidth, readTower, towerBlock, twoLayerProjector } from './towers';

interface Kind {
  readonly vision: string;
  readonly language: LanguageModelDescription;
  /** Learned positions of the image size that it was trained on, resampled to others. */
  readonly table: boolean;
  /** Whether neighbouring patches are laid side by side in the projector; else each is projected alone. */
  readonly merges: boolean;
}

const kinds: Readonly<Record<string, Kind>> = {
  paddleocr_vl: {
    vision: 'paddleocr_vl_vision',
    language: { modelType: 'paddleocr_vl_text', fixed: true, readAs: 'ernie4_5', tie: 'ownOrText' },
    table: true,
    merges: true,
  },
  video_llama_3: {
    vision: 'video_llama_3_vision',
    language: { modelType: 'qwen2', tie: 'ownOrText' },
    table: false,
    merges: false,
  },
};

/** SigLIP's layers over patches of an image of any size. */
function tower(config: ConfigFields, kind: Kind, grid: PatchGrid): Block[] {
  const { width, heads, headWidth } = headsOf(config);
  const patch = config.size('patch_size');
  const trained = kind.table ? Math.max(1, Math.floor(config.size('image_size') / patch)) : 0;
  return [
    towerBlock('vision', 'patches', grid.patches, [
      patchProjection(
        config.size('num_channels'),
        { patch: [patch, patch], patches: grid.patches },
        width,
        true,
      ),
      ...(kind.table ? [table('position', trained * trained, width), residual(width, 1)] : []),
    ]),
    {
      name: 'image layers',
      count: config.layers('num_hidden_layers'),
      tower: 'vision',
      positions: grid.patches,
      layers: transformerLayer({
        width,
        heads,
        headWidth,
        bias: biases(true),
        hidden: config.size('intermediate_size'),
      }),
    },
    towerBlock('vision', 'image norm', grid.patches, [layerNorm(width)]),
  ];
}

function projector(config: ConfigFields, kind: Kind, grid: PatchGrid, textWidth: number): Block {
  const width = config.size('hidden_size');
  if (!kind.merges)
    return towerBlock('vision', 'projector', grid.patches, [
      ...twoLayerProjector({ inputs: width, hidden: textWidth, outputs: textWidth, bias: true }),
    ]);
  const merged = width * grid.merge * grid.merge;
  const norm: Layer = { ...layerNorm(width), component: 'other', repeats: grid.merge * grid.merge };
  return towerBlock('vision', 'projector', grid.merged, [
    norm,
    ...twoLayerProjector({ inputs: merged, hidden: merged, outputs: textWidth, bias: true }),
  ]);
}

/** PaddleOCR-VL and VideoLLaMA 3: SigLIP's layers at any image size, two linear layers, a language model. */
export const flexibleVision: Family = {
  name: 'flexible vision',
  modelTypes: Object.keys(kinds),
  read(config, modelType, library) {
    const kind = kinds[modelType] ?? { vision: '', language: {}, table: false, merges: false };
    return withTowers(config, library, kind.language, (text) => {
      const section = config.section('vision_config', kind.vision, { model_type: kind.vision });
      const vision = kind.merges ? section.config : section.config.overlaid({ spatial_merge_size: 1 });
      const grid = patchGrid(vision);
      return {
        blocks: [...tower(vision, kind, grid), projector(vision, kind, grid, embeddingWidth(text))],
        notes: [gridNote(grid)],
      };
    });
  },
};

/** EXAONE 4.5: Qwen2.5-VL's tower with fewer keys than queries, EXAONE 4's language model. */
export const exaoneVision: Family = {
  name: 'qwen-vl',
  modelTypes: ['exaone4_5'],
  read: (config, _modelType, library) =>
    withTowers(config, library, { modelType: 'exaone4' }, () => {
      const type = 'exaone4_5_vision';
      const vision = readTower(
        config,
        library,
        'vision',
        'vision_config',
        type,
        { model_type: type },
        'qwen2_5_vl_vision',
      );
      return { blocks: vision.blocks, notes: vision.notes };
    }),
};
