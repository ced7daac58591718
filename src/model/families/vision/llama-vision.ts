import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, residual, rotary, table, vector } from '../../layers';
import { biases } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { topOf } from './head';
import { patchGrid, patchProjection } from './image';
import { headsOf, imageModel, transformerLayer, visionTransformer } from './transformer';
import { said } from '../../../units/message';

/** The attention kernel's granularity: each tile's positions are padded to a multiple of it. */
const positionMultiple = 8;
/** Shapes that an image of up to four tiles may have; the library's own list. */
const usualAspectRatios = 8;
const usualTiles = 4;

function aspectRatios(config: ConfigFields, tiles: number): number {
  const listed = config.raw('supported_aspect_ratios');
  if (Array.isArray(listed)) return listed.length;
  if (tiles !== usualTiles)
    config.refuse(
      'max_num_tiles',
      said`must be ${usualTiles} unless supported_aspect_ratios lists the shapes.`,
    );
  return usualAspectRatios;
}

/** Llama 3.2's image tower: tiles of one image attend to each other, in local layers and then in gated global ones. */
export const mllamaVision: Family = {
  name: 'llama vision',
  modelTypes: ['mllama_vision_model'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config, 'hidden_size', 'attention_heads');
    const grid = patchGrid(config);
    const tiles = config.size('max_num_tiles');
    const entries = aspectRatios(config, tiles) + 1;
    const perTile = grid.patches + 1;
    const positions = tiles * Math.ceil(perTile / positionMultiple) * positionMultiple;
    const layer = transformerLayer({
      width,
      heads,
      headWidth,
      bias: biases(false),
      hidden: config.size('intermediate_size'),
    });
    const tilePositions: Layer[] = [vector('position', 1), table('position', entries, tiles * width)];
    const stack = (name: string, count: number, layers: readonly Layer[]): Block => ({
      name,
      count,
      positions,
      layers,
    });
    const top = topOf(config, 'Model', {});
    return imageModel(
      positions,
      [
        stack('patches', 1, [
          {
            ...patchProjection(config.size('num_channels'), grid, width, false),
            outputPositions: tiles * grid.patches,
          },
          vector('embedding', width),
          ...tilePositions,
          ...tilePositions,
          vector('position', 1),
          table('position', perTile, width),
          table('position', entries, tiles * perTile * width),
          residual(width, 4),
          layerNorm(width),
        ]),
        {
          ...stack('mask', 1, [
            // Which positions are padding, as a product of the mask with itself.
            {
              kind: 'product',
              component: 'other',
              batches: 1,
              rows: positions,
              inner: 1,
              columns: positions,
            },
          ]),
          untrained: true,
        },
        stack('layers', config.layers('num_hidden_layers'), layer),
        stack('output', 1, [layerNorm(width)]),
        stack('global layers', config.layers('num_global_layers'), [...layer, vector('residual', 2)]),
      ],
      [
        said`One image of ${tiles} tiles, each of ${grid.patches} patches and a class token, padded to a multiple of ${positionMultiple}.`,
        ...top.notes,
      ],
    );
  },
};

/** How many patches in each direction become one, from pixel_shuffle_ratio (0.5: two). */
function shuffled(config: ConfigFields): number {
  const ratio = config.decimal('pixel_shuffle_ratio') ?? 1;
  const side = ratio > 0 ? Math.round(1 / ratio) : 0;
  if (side >= 1 && Math.abs(side * ratio - 1) < 1e-9) return side;
  config.refuse('pixel_shuffle_ratio', 'must be 1 divided by a whole number.');
  return 1;
}

/** Llama 4's image tower: rotary positions, and an adapter that folds neighbouring patches into one. */
export const llama4Vision: Family = {
  name: 'llama vision',
  modelTypes: ['llama4_vision_model'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const hidden = config.size('intermediate_size');
    const side = shuffled(config);
    const mismatch = said`The image adapter takes ${hidden} numbers where ${side * side} folded patches have ${width * side * side}: the library builds this tower, but can't run it.`;
    const [inner, outer] = [config.size('projector_input_dim'), config.size('projector_output_dim')];
    if (inner !== outer)
      config.refuse('projector_output_dim', said`(${outer}) must equal projector_input_dim (${inner}).`);
    const folded = { positions: Math.max(1, Math.floor(grid.patches / (side * side))) };
    const shape = visionTransformer({
      config,
      grid,
      width,
      patches: linear(
        'embedding',
        config.size('num_channels') * grid.patch[0] * grid.patch[1],
        width,
        false,
        {
          inputGradient: false,
          positions: grid.patches,
        },
      ),
      furtherTokens: 1,
      embedding: [
        vector('embedding', width),
        table('position', grid.patches + 1, width),
        residual(width, 1),
        layerNorm(width),
      ],
      layer: [
        ...transformerLayer({ width, heads, headWidth, bias: biases(true), hidden }),
        rotary(heads, heads, headWidth),
      ],
      output: [layerNorm(width)],
      top: topOf(config, 'Model', {
        Model: () => [
          linear('other', hidden, inner, false, folded),
          linear('other', outer, outer, false, folded),
          { ...activation('other', inner + outer), ...folded },
        ],
      }),
    });
    return hidden === width * side * side ? shape : { ...shape, notes: [...shape.notes, mismatch] };
  },
};
