import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, biases, fullMask, layerNorm, linear, selfAttention } from '../../layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import type { Extent } from './image';
import { anyImage, area, at, convolution2d, perStage } from './stages';
import { imageModel } from './transformer';

const depthwiseKernel = 3;
/** More stages than any model has. */
const mostStages = 12;

interface Stage {
  readonly image: Extent;
  readonly width: number;
  readonly heads: number;
  /** Keys and values are those of so many times fewer rows and columns. */
  readonly reduction: number;
  readonly hidden: number;
}

/** Attention over a coarser image, and a feed-forward with a depthwise convolution in its middle. */
function layer({ image, width, heads, reduction, hidden }: Stage): Layer[] {
  const reduced = convolution2d(image, {
    inputs: width,
    outputs: width,
    kernel: reduction,
    stride: reduction,
    bias: true,
  });
  const keys = reduction > 1 ? area(reduced.image) : area(image);
  const headWidth = Math.max(1, Math.floor(width / heads));
  const attention = selfAttention({
    width,
    heads,
    keyValueHeads: heads,
    headWidth,
    bias: biases(true),
    mask: fullMask,
  }).map((part, index): Layer => {
    if (part.kind === 'attention') return { ...part, keys };
    // The second and third are the projections of keys and values.
    return index === 1 || index === 2 ? { ...part, positions: keys } : part;
  });
  const depthwise = {
    inputs: hidden,
    outputs: hidden,
    kernel: depthwiseKernel,
    padding: 1,
    groups: hidden,
    bias: true,
  };
  return [
    layerNorm(width),
    ...(reduction > 1 ? [reduced.layer, { ...layerNorm(width), positions: keys }] : []),
    ...attention,
    layerNorm(width),
    linear('feedForward', width, hidden, true),
    convolution2d(image, depthwise).layer,
    activation('feedForward', hidden),
    linear('feedForward', hidden, width, true),
    twoResiduals(width),
  ];
}

const stagesIn = (config: ConfigFields): number => {
  const stages = config.layers('num_encoder_blocks');
  if (stages <= mostStages) return stages;
  config.refuse('num_encoder_blocks', `must be ${mostStages} or less.`);
  return 1;
};

/** SegFormer: stages of overlapping patches, no positions, attention over a reduced image. */
export const segformer: Family = {
  name: 'segformer',
  modelTypes: ['segformer'],
  read(config) {
    const stages = stagesIn(config);
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [depths, widths, heads] = [lists('depths'), lists('hidden_sizes'), lists('num_attention_heads')];
    const [reductions, ratios] = [lists('sr_ratios'), lists('mlp_ratios')];
    const [patches, strides] = [lists('patch_sizes'), lists('strides')];
    const { image: size, note } = anyImage(config);
    const blocks: Block[] = [];
    let image = size;
    let first = 1;
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      const count = at(heads, stage);
      if (width % count !== 0)
        config.refuse(
          'hidden_sizes',
          `(${width}) is not divisible by the heads of stage ${stage + 1} (${count}).`,
        );
      const embedding = convolution2d(image, {
        inputs: stage === 0 ? config.size('num_channels') : at(widths, stage - 1),
        outputs: width,
        kernel: at(patches, stage),
        stride: at(strides, stage),
        padding: Math.floor(at(patches, stage) / 2),
        bias: true,
        inputGradient: stage > 0,
      });
      image = embedding.image;
      const positions = area(image);
      if (stage === 0) first = positions;
      const name = `stage ${stage + 1}`;
      blocks.push(
        { name: `${name} patches`, count: 1, positions, layers: [embedding.layer, layerNorm(width)] },
        {
          name,
          count: at(depths, stage),
          positions,
          layers: layer({
            image,
            width,
            heads: count,
            reduction: at(reductions, stage),
            hidden: width * at(ratios, stage),
          }),
        },
        { name: `${name} norm`, count: 1, positions, layers: [layerNorm(width)] },
      );
    }
    const last = at(widths, stages - 1);
    const top = topOf(config, 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, last)],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
