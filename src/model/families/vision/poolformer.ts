import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, vector } from '../../layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, convolution2d, perStage, stageCount } from './stages';
import { imageModel, scaledWidth } from './transformer';
import { said } from '../../../units/message';

/** Pooling in place of attention, and a feed-forward of two convolutions over single places. */
function layer(config: ConfigFields, image: Extent, width: number): Layer[] {
  const hidden = scaledWidth(config, width, 'mlp_ratio');
  const mixing = { kernel: 1, bias: true, component: 'feedForward' } as const;
  return [
    layerNorm(width),
    layerNorm(width),
    convolution2d(image, { ...mixing, inputs: width, outputs: hidden }).layer,
    activation('feedForward', hidden),
    convolution2d(image, { ...mixing, inputs: hidden, outputs: width }).layer,
    ...(config.flag('use_layer_scale') ? [vector('residual', 2 * width)] : []),
    twoResiduals(width),
  ];
}

/** Space around the image in each stage; 0 or more. */
function paddings(config: ConfigFields, stages: number): readonly number[] {
  const values = config.integers('padding');
  if (values.length === stages && values.every((value) => value >= 0 && value <= 1e6)) return values;
  config.refuse('padding', said`must list ${stages} whole numbers of 0 or more.`);
  return [];
}

/** PoolFormer: stages whose layers mix places by pooling alone. */
export const poolformer: Family = {
  name: 'poolformer',
  modelTypes: ['poolformer'],
  read(config) {
    const stages = stageCount(config, 'depths');
    const blocksSaid = config.size('num_encoder_blocks');
    if (blocksSaid !== stages)
      config.refuse('num_encoder_blocks', said`(${blocksSaid}) is not the number of depths (${stages}).`);
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [depths, widths, patches, strides] = [
      lists('depths'),
      lists('hidden_sizes'),
      lists('patch_sizes'),
      lists('strides'),
    ];
    if (config.size('pool_size') % 2 === 0)
      config.refuse('pool_size', 'must be odd, or pooling would change the size of the image.');
    const around = paddings(config, stages);
    const { image: size, note } = anyImage(config);
    const blocks: Block[] = [];
    let image = size;
    let first = 1;
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      const embedding = convolution2d(image, {
        inputs: stage === 0 ? config.size('num_channels') : at(widths, stage - 1),
        outputs: width,
        kernel: at(patches, stage),
        stride: at(strides, stage),
        padding: around[stage] ?? 0,
        bias: true,
        inputGradient: stage > 0,
      });
      image = embedding.image;
      const positions = area(image);
      if (stage === 0) first = positions;
      const name = `stage ${stage + 1}`;
      blocks.push(
        { name: `${name} patches`, count: 1, positions, layers: [embedding.layer] },
        { name, count: at(depths, stage), positions, layers: layer(config, image, width) },
      );
    }
    const last = at(widths, stages - 1);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [layerNorm(last), classifier(config, last)],
    });
    blocks.push({ name: 'output', count: 1, positions: area(image), layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
