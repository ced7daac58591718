import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { area, at, perStage, stageCount, usableWidth } from './stages';
import { imageModel, scaledWidth } from './transformer';
import { said } from '../../../units/message';

interface HieraLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly heads: number;
  /** Positions before and after the queries are pooled. */
  readonly positions: number;
  readonly pooled: number;
  /** Positions that a query sees. */
  readonly keys: number;
}

/** Attention inside mask units or over all positions, whose queries may be pooled, and a feed-forward. */
function layer(config: ConfigFields, shape: HieraLayer): Layer[] {
  const { inputs, outputs, heads, positions, pooled, keys } = shape;
  const headWidth = Math.max(1, Math.floor(outputs / heads));
  const component = 'attention.projections';
  const hidden = scaledWidth(config, outputs, 'mlp_ratio');
  const before = { positions };
  return [
    { ...layerNorm(inputs), ...before },
    // What goes around the attention is widened too.
    ...(inputs === outputs ? [] : [linear(component, inputs, outputs, true, before)]),
    linear(component, inputs, 3 * outputs, true, before),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys,
      mask: fullMask,
      cachedPerToken: 0,
      positions: pooled,
    },
    linear(component, outputs, outputs, true),
    layerNorm(outputs),
    ...feedForward({ width: outputs, hidden, gated: false, bias: true }),
    residual(outputs, 2),
  ];
}

/** The rows and columns of patches, which overlap: the convolution must give as many as there are strides in the image. */
function patchesOf(config: ConfigFields, image: Extent, kernel: Extent): Extent {
  const stride = extent(config, 'patch_stride');
  const padding = config.integers('patch_padding');
  const along = (index: 0 | 1): number => {
    const patches = Math.floor(image[index] / stride[index]);
    const convolved =
      Math.floor((image[index] + 2 * (padding[index] ?? 0) - kernel[index]) / stride[index]) + 1;
    if (patches < 1 || convolved !== patches)
      config.refuse(
        'patch_padding',
        said`gives ${convolved} patches along ${image[index]} pixels; ${patches} are needed.`,
      );
    return Math.max(1, patches);
  };
  return [along(0), along(1)];
}

/** Hiera: a hierarchical Vision Transformer without windows that shift or convolutions; queries are pooled between stages. */
export const hiera: Family = {
  name: 'hiera',
  modelTypes: ['hiera'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const depths = perStage(config, 'depths', stages);
    const heads = perStage(config, 'num_heads', stages);
    const inUnits = config.flags('masked_unit_attention');
    if (inUnits.length !== stages)
      config.refuse('masked_unit_attention', said`has ${inUnits.length} entries; ${stages} are needed.`);
    const image = extent(config, 'image_size');
    const kernel = extent(config, 'patch_size');
    const grid = patchesOf(config, image, kernel);
    const pooling = area(extent(config, 'query_stride'));
    const unit = area(extent(config, 'masked_unit_size'));
    const pools = config.count('num_query_pool');
    if (pools >= stages) config.refuse('num_query_pool', said`must be less than the ${stages} stages.`);
    const embedding = config.size('embed_dim');
    const multiplier = config.decimal('embed_dim_multiplier') ?? 1;
    let positions = area(grid);
    const patches = positions;
    const blocks: Block[] = [
      {
        name: 'patches',
        count: 1,
        positions,
        layers: [
          {
            kind: 'convolution',
            component: 'convolution',
            inputs: config.size('num_channels'),
            outputs: embedding,
            kernel: kernel[0] * kernel[1],
            outputPositions: positions,
            inputPositions: area(image),
            bias: true,
            inputGradient: false,
          },
          table('position', positions, embedding),
          residual(embedding, 1),
        ],
      },
    ];
    let width = embedding;
    for (let stage = 0; stage < stages; stage++) {
      const scaled = Math.floor(embedding * multiplier ** stage);
      const outputs = usableWidth(config, 'embed_dim_multiplier', scaled);
      const count = at(heads, stage);
      if (outputs % count !== 0)
        config.refuse(
          'num_heads',
          said`(${count}) does not divide the width of stage ${stage + 1} (${outputs}).`,
        );
      const stride = stage > 0 && stage <= pools ? pooling : 1;
      if (stride > 1 && outputs === width)
        config.refuse('embed_dim_multiplier', 'must change the width where queries are pooled.');
      const window = Math.floor(unit / pooling ** stage);
      const pooled = Math.max(1, Math.floor(positions / stride));
      const keysOf = (before: number, seen: number, isInUnits: boolean): number => {
        if (!isInUnits) return before;
        if (seen < 1 || before % seen !== 0)
          config.refuse(
            'masked_unit_size',
            said`does not divide the ${before} positions of stage ${stage + 1}.`,
          );
        return Math.max(1, Math.min(seen, before));
      };
      const own = inUnits[stage] ?? false;
      const previous = inUnits[Math.max(0, stage - 1)] ?? false;
      const shape = { outputs, heads: count, pooled };
      const name = `stage ${stage + 1}`;
      blocks.push(
        {
          name,
          count: 1,
          positions: pooled,
          layers: layer(config, {
            ...shape,
            inputs: width,
            positions,
            keys: keysOf(positions, stride * window, own || previous),
          }),
        },
        {
          name,
          count: at(depths, stage) - 1,
          positions: pooled,
          layers: layer(config, {
            ...shape,
            inputs: outputs,
            positions: pooled,
            keys: at(depths, stage) > 1 ? keysOf(pooled, window, own) : 1,
          }),
        },
      );
      positions = pooled;
      width = outputs;
    }
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, width)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: [layerNorm(width), ...top.layers] });
    return imageModel(patches, blocks, [
      said`One image of ${image[0]} x ${image[1]} pixels: ${patches} patches in the first stage.`,
      ...top.notes,
    ]);
  },
};
