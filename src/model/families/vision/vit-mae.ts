import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { topOf } from './head';
import { patchGrid, patchProjection } from './image';
import { headsOf, imageModel, transformerLayer } from './transformer';
import { said } from '../../../units/message';

/** ViT-MAE: the encoder sees the patches that are not masked; a narrower decoder draws all of them again. */
export const vitMae: Family = {
  name: 'vit',
  modelTypes: ['vit_mae'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const masked = config.decimal('mask_ratio') ?? 0;
    if (masked < 0 || masked >= 1) config.refuse('mask_ratio', 'must be 0 or more and less than 1.');
    const kept = Math.min(grid.patches, Math.max(0, Math.floor(grid.patches * (1 - masked))));
    const positions = kept + 1;
    const bias = queryKeyValueBias(config.flag('qkv_bias'), true);
    const stack = (name: string, count: number, at: number, layers: readonly Layer[]): Block => ({
      name,
      count,
      positions: at,
      layers,
    });
    const draws = (architectureClass(config) ?? 'ForPreTraining').endsWith('ForPreTraining');
    const drawn = headsOf(config, 'decoder_hidden_size', 'decoder_num_attention_heads');
    const pixels = grid.patch[0] * grid.patch[1] * config.size('num_channels');
    const decoder: Block[] = [
      stack('decoder embedding', 1, positions, [
        linear('embedding', width, drawn.width, true),
        vector('embedding', drawn.width),
        table('position', grid.patches + 1, drawn.width),
        residual(drawn.width, 1),
      ]),
      stack(
        'decoder',
        config.layers('decoder_num_hidden_layers'),
        grid.patches + 1,
        transformerLayer({ ...drawn, bias, hidden: config.size('decoder_intermediate_size') }),
      ),
      stack('output', 1, grid.patches + 1, [
        layerNorm(drawn.width),
        linear('head', drawn.width, pixels, true),
      ]),
    ];
    const top = topOf(config, 'ForPreTraining', { ForPreTraining: () => [] });
    return imageModel(
      grid.patches + 1,
      [
        stack('patches', 1, grid.patches, [
          patchProjection(config.size('num_channels'), grid, width, true),
          vector('embedding', width),
          table('position', grid.patches + 1, width),
          residual(width, 1),
        ]),
        stack(
          'layers',
          config.layers('num_hidden_layers'),
          positions,
          transformerLayer({ width, heads, headWidth, bias, hidden: config.size('intermediate_size') }),
        ),
        stack('encoder norm', 1, positions, [layerNorm(width)]),
        ...(draws ? decoder : []),
      ],
      [
        said`${kept} of the image's ${grid.patches} patches are left unmasked, and a class token.`,
        ...top.notes,
      ],
    );
  },
};
