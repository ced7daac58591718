import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, rmsNorm, table, vector } from '../../layers';
import { biases } from '../../sub-layers';
import { architectureClass } from '../decoder';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import { patchGrid } from './image';
import type { PatchGrid } from './image';
import { headsOf, transformerLayer, visionTransformer } from './transformer';

/** One number a head for each distance between two patches, and three for those from, to and at the class token. */
const relativePositions = ({ extent: [rows, columns] }: PatchGrid, heads: number): Layer =>
  table('position', (2 * rows - 1) * (2 * columns - 1) + 3, heads);

/** Layer scale is on unless its first value is given as 0. */
const hasLayerScale = (config: ConfigFields): boolean => (config.decimal('layer_scale_init_value') ?? 1) > 0;

/** Class token, and the mask token and absolute positions where the config has them. */
const embedding = (config: ConfigFields, grid: PatchGrid, width: number): Layer[] => [
  vector('embedding', width * (config.flag('use_mask_token') ? 2 : 1)),
  ...(config.flag('use_absolute_position_embeddings')
    ? [table('position', grid.patches + 1, width), residual(width, 1)]
    : []),
];

/** Which classes pool the positions: those that name what is shown, and BEiT's bare body. */
function isPooled(config: ConfigFields, modelType: string): boolean {
  const name = architectureClass(config) ?? 'ForImageClassification';
  return name.endsWith('ForImageClassification') || (name.endsWith('Model') && modelType === 'beit');
}

/** BEiT and data2vec: relative positions per layer or shared, keys without a bias; mean pooling takes the norm's place. */
export const beit: Family = {
  name: 'beit',
  modelTypes: ['beit', 'data2vec-vision'],
  read(config, modelType) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const relative = relativePositions(grid, heads);
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1,
      embedding: [
        ...embedding(config, grid, width),
        ...(config.flag('use_shared_relative_position_bias') ? [relative] : []),
      ],
      layer: [
        ...transformerLayer({
          width,
          heads,
          headWidth,
          bias: { ...biases(true), key: false },
          hidden: config.size('intermediate_size'),
          layerScale: hasLayerScale(config),
        }),
        ...(config.flag('use_relative_position_bias') ? [relative] : []),
      ],
      // After the layers, or, where positions are averaged, in the pooler after the mean.
      output: config.flag('use_mean_pooling') && !isPooled(config, modelType) ? [] : [layerNorm(width)],
      top: topOf(config, 'ForImageClassification', {
        ForMaskedImageModeling: () => [
          layerNorm(width),
          { ...linear('head', width, config.size('vocab_size'), true), positions: grid.patches },
        ],
        ForImageClassification: () => [classifier(config, width)],
      }),
    });
  },
};

/** InternVL's image tower: BEiT's layer with norms of its own choice, and of queries and keys over all heads. */
export const internVision: Family = {
  name: 'beit',
  modelTypes: ['internvl_vision'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const kind = config.text('norm_type') ?? 'layer_norm';
    if (kind !== 'layer_norm' && kind !== 'rms_norm')
      config.refuse('norm_type', 'must be "layer_norm" or "rms_norm".');
    const norm = kind === 'rms_norm' ? rmsNorm : layerNorm;
    const bias = config.flag('attention_bias');
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1,
      embedding: embedding(config, grid, width),
      layer: [
        ...transformerLayer({
          width,
          heads,
          headWidth,
          bias: { query: bias, key: bias, value: bias, output: true },
          hidden: config.size('intermediate_size'),
          norm,
          layerScale: true,
        }),
        ...(config.flag('use_qk_norm') ? [rmsNorm(width), rmsNorm(width)] : []),
      ],
      output: config.flag('use_mean_pooling') ? [] : [layerNorm(width)],
      top: topOf(config, 'Model', {}),
    });
  },
};
