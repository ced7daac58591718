import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Family } from '../family';
import { classifier, hiddenPixels, topOf } from './head';
import { patchGrid } from './image';
import { headsOf, scaledWidth, transformerLayer, visionTransformer } from './transformer';

/** In what the plain Vision Transformers differ. */
interface Variant {
  /** Learned tokens in front of the patches. */
  readonly tokens: (config: ConfigFields) => number;
  readonly hidden?: (config: ConfigFields, width: number) => number;
  /** Whether the bare body ends in a dense layer over the first token. */
  readonly pooled: boolean;
  /** Classifiers on top of the first token: DeiT's teacher has one of its own. */
  readonly classifies: boolean;
  /** Whether the table of positions has a row for a class token that is not there. */
  readonly sparePosition?: true;
}

const one = (): number => 1;
const variants: Readonly<Record<string, Variant>> = {
  vit: { tokens: one, pooled: true, classifies: true },
  deit: { tokens: () => 2, pooled: true, classifies: true },
  vit_msn: { tokens: one, pooled: false, classifies: true },
  ijepa: { tokens: () => 0, pooled: false, classifies: true },
  pixio: {
    tokens: (config) => config.size('n_cls_tokens'),
    hidden: (config, width) => scaledWidth(config, width, 'mlp_ratio'),
    pooled: false,
    classifies: false,
  },
  vitpose_backbone: {
    tokens: () => 0,
    hidden: (config, width) => scaledWidth(config, width, 'mlp_ratio'),
    pooled: false,
    classifies: false,
    sparePosition: true,
  },
};

/** A dense layer over the first token. */
const pooler = (config: ConfigFields, width: number): Layer =>
  linear('head', width, config.optionalSize('pooler_output_size') ?? width, true, { positions: 1 });

/** Vision Transformer: patches by convolution, learned tokens and positions, pre-norm layers. */
export const vit: Family = {
  name: 'vit',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    const variant = variants[modelType] ?? { tokens: one, pooled: true, classifies: true };
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const tokens = variant.tokens(config);
    const rows = grid.patches + tokens + (variant.sparePosition === true ? 1 : 0);
    if (modelType === 'vitpose_backbone' && config.count('num_experts') > 1)
      config.refuse('num_experts', 'is more than 1: only the model without experts is covered.');
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: tokens,
      embedding: [
        ...(tokens === 0 ? [] : [vector('embedding', tokens * width)]),
        table('position', rows, width),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        hidden: variant.hidden?.(config, width) ?? config.size('intermediate_size'),
      }),
      output: [layerNorm(width)],
      top: topOf(config, variant.classifies ? 'ForImageClassification' : 'Model', {
        ForImageClassificationWithTeacher: () => [classifier(config, width), classifier(config, width)],
        ForImageClassification: () => [classifier(config, width)],
        // Its own token stands for what is hidden; each patch says the pixels of what it stands for.
        ...(modelType === 'vit' || modelType === 'deit'
          ? {
              ForMaskedImageModeling: () => [
                vector('embedding', width),
                ...hiddenPixels(config, width, grid.patches),
              ],
            }
          : {}),
        Model: () => (variant.pooled ? [pooler(config, width)] : []),
      }),
    });
  },
};
