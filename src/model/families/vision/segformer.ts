import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, fullMask, layerNorm, linear, table, vector } from '../../layers';
import { queryKeyValueBias, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { labelCount } from '../labels';
import { depthDecoder } from './glpn';
import type { ImageMap } from './feature-maps';
import { classifier, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { anyImage, area, at, batchNorm, convolution2d, perStage } from './stages';
import { imageModel } from './transformer';
import { said, type Message } from '../../../units/message';

const depthwiseKernel = 3;
/** More stages than any model has. */
const mostStages = 12;

/** Side of what PVT v2's linear attention pools the image to. */
const pooledSide = 7;

/** In what the pyramids of stages differ. */
interface Variant {
  readonly reductionKey: 'sr_ratios' | 'sequence_reduction_ratios';
  /** Patches that overlap, a depthwise convolution in the feed-forward, and a norm after each stage. */
  readonly overlaps: boolean;
}

const variants: Readonly<Record<string, Variant>> = {
  segformer: { reductionKey: 'sr_ratios', overlaps: true },
  pvt_v2: { reductionKey: 'sr_ratios', overlaps: true },
  // SegFormer's stages, and on their images a decoder of depth.
  glpn: { reductionKey: 'sr_ratios', overlaps: true },
  // Learned positions in each stage, and a class token in the last.
  pvt: { reductionKey: 'sequence_reduction_ratios', overlaps: false },
};

interface Stage {
  readonly image: Extent;
  /** Positions beside the image's: a class token. */
  readonly furtherTokens: number;
  readonly queryKeyValueBias: boolean;
  /** Keys and values are those of the image pooled to a fixed size. */
  readonly pooled: boolean;
  /** A depthwise convolution stands in the middle of the feed-forward. */
  readonly depthwise: boolean;
  readonly width: number;
  readonly heads: number;
  /** Keys and values are those of so many times fewer rows and columns. */
  readonly reduction: number;
  readonly hidden: number;
}

/** What makes keys and values of fewer positions, and how many those are. */
function reduced(stage: Stage): { readonly layers: readonly Layer[]; readonly keys: number } {
  const { image, width, reduction, furtherTokens, pooled } = stage;
  if (!pooled && reduction === 1) return { layers: [], keys: area(image) + furtherTokens };
  const side = pooled ? 1 : reduction;
  const source: Extent = pooled ? [pooledSide, pooledSide] : image;
  const convolution = convolution2d(source, {
    inputs: width,
    outputs: width,
    kernel: side,
    stride: side,
    bias: true,
  });
  const keys = area(convolution.image);
  return { layers: [convolution.layer, { ...layerNorm(width), positions: keys }], keys };
}

/** Attention over a coarser image, and a feed-forward, with a depthwise convolution in its middle or without. */
function layer(stage: Stage): Layer[] {
  const { image, width, heads, hidden } = stage;
  const { layers: reduction, keys } = reduced(stage);
  const headWidth = Math.max(1, Math.floor(width / heads));
  const attention = selfAttention({
    width,
    heads,
    keyValueHeads: heads,
    headWidth,
    bias: queryKeyValueBias(stage.queryKeyValueBias, true),
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
    ...reduction,
    ...attention,
    layerNorm(width),
    linear('feedForward', width, hidden, true),
    ...(stage.depthwise ? [convolution2d(image, depthwise).layer] : []),
    activation('feedForward', hidden),
    linear('feedForward', hidden, width, true),
    twoResiduals(width),
  ];
}

const stagesIn = (config: ConfigFields): number => {
  const stages = config.layers('num_encoder_blocks');
  if (stages <= mostStages) return stages;
  config.refuse('num_encoder_blocks', said`must be ${mostStages} or less.`);
  return 1;
};

/** The image, and the figure's note on it: PVT's positions fix it, the others take any. */
function imageOf(
  config: ConfigFields,
  modelType: string,
): { readonly image: Extent; readonly note: Message } {
  if (modelType === 'segformer' || modelType === 'glpn') return anyImage(config);
  const image =
    modelType === 'pvt'
      ? ([config.size('image_size'), config.size('image_size')] as const)
      : extent(config, 'image_size');
  return { image, note: said`One image of ${image[0]} x ${image[1]} pixels.` };
}

/** PVT's learned positions of a stage, which takes its image to be halved from stage to stage. */
function learnedPositions(config: ConfigFields, stage: number, patch: number): number {
  const side = Math.floor(config.size('image_size') / (stage === 0 ? 1 : 2 ** (stage + 1)));
  return Math.max(1, Math.floor(side / patch)) ** 2;
}

/** SegFormer's classes of each place of the first map: all maps at one width, laid over it. */
function pixelClasses(config: ConfigFields, maps: readonly ImageMap[]): readonly Layer[] {
  const width = config.size('decoder_hidden_size');
  const largest = maps[0]?.image;
  if (largest === undefined) return [];
  const pointwise = (inputs: number, outputs: number, bias: boolean): Layer => ({
    ...convolution2d(largest, { inputs, outputs, kernel: 1, bias }).layer,
    component: 'head',
  });
  return [
    ...maps.map(({ image, width: inputs }) =>
      linear('head', inputs, width, true, { positions: area(image) }),
    ),
    pointwise(width * maps.length, width, false),
    { ...batchNorm(width), positions: area(largest) },
    pointwise(width, labelCount(config), true),
  ];
}

/** SegFormer and Pyramid Vision Transformers: stages of patches, with attention over a reduced image. */
export const segformer: Family = {
  name: 'segformer',
  modelTypes: Object.keys(variants),
  read(config, modelType) {
    const { reductionKey, overlaps } = variants[modelType] ?? { reductionKey: 'sr_ratios', overlaps: true };
    const stages = stagesIn(config);
    const lists = (key: string): readonly number[] => perStage(config, key, stages);
    const [depths, widths, heads] = [lists('depths'), lists('hidden_sizes'), lists('num_attention_heads')];
    const [reductions, ratios] = [lists(reductionKey), lists('mlp_ratios')];
    const [patches, strides] = [lists('patch_sizes'), lists('strides')];
    const { image: size, note } = imageOf(config, modelType);
    const blocks: Block[] = [];
    let image = size;
    let first = 1;
    const maps: ImageMap[] = [];
    for (let stage = 0; stage < stages; stage++) {
      const width = at(widths, stage);
      const count = at(heads, stage);
      const [patch, stride] = [at(patches, stage), at(strides, stage)];
      const isLast = stage === stages - 1;
      const furtherTokens = !overlaps && isLast ? 1 : 0;
      if (width % count !== 0)
        config.refuse(
          'hidden_sizes',
          said`(${width}) is not divisible by the heads of stage ${stage + 1} (${count}).`,
        );
      if (furtherTokens > 0 && at(reductions, stage) > 1)
        config.refuse(reductionKey, 'must be 1 in the last stage, which holds the class token.');
      const embedding = convolution2d(image, {
        inputs: stage === 0 ? config.size('num_channels') : at(widths, stage - 1),
        outputs: width,
        // PVT's class has the two the other way round.
        kernel: overlaps ? patch : stride,
        stride: overlaps ? stride : patch,
        padding: overlaps ? Math.floor(patch / 2) : 0,
        bias: true,
        inputGradient: stage > 0,
      });
      image = embedding.image;
      maps.push({ image, width });
      const positions = area(image) + furtherTokens;
      if (stage === 0) first = positions;
      const name = `stage ${stage + 1}`;
      const learned = overlaps ? 0 : learnedPositions(config, stage, patch);
      if (!overlaps && learned !== area(image))
        config.refuse(
          'strides',
          said`leave ${area(image)} places in stage ${stage + 1}, which learns ${learned} positions.`,
        );
      const tokens = overlaps
        ? []
        : [
            ...(furtherTokens > 0 ? [vector('embedding', width)] : []),
            table('position', learned + furtherTokens, width),
          ];
      blocks.push(
        {
          name: `${name} patches`,
          count: 1,
          positions: area(image),
          layers: [embedding.layer, layerNorm(width), ...tokens],
        },
        {
          name,
          count: at(depths, stage),
          positions,
          layers: layer({
            image,
            furtherTokens,
            queryKeyValueBias: modelType === 'segformer' || modelType === 'glpn' || config.flag('qkv_bias'),
            pooled: modelType === 'pvt_v2' && config.flag('linear_attention'),
            depthwise: overlaps,
            width,
            heads: count,
            reduction: at(reductions, stage),
            hidden: width * at(ratios, stage),
          }),
        },
      );
      if (overlaps || isLast)
        blocks.push({ name: `${name} norm`, count: 1, positions, layers: [layerNorm(width)] });
    }
    const last = at(widths, stages - 1);
    let unread: readonly Layer[] = [];
    const depthHead = (): readonly Layer[] => {
      const decoder = depthDecoder(config, maps);
      unread = decoder.unread;
      return decoder.layers;
    };
    const top = topOf(config, modelType === 'glpn' ? 'ForDepthEstimation' : 'ForImageClassification', {
      ...(modelType === 'glpn' ? { ForDepthEstimation: depthHead } : {}),
      ...(modelType === 'segformer' ? { ForSemanticSegmentation: () => pixelClasses(config, maps) } : {}),
      ForImageClassification: () => [
        // PVT's class has a num_labels of its own, which replaces id2label.
        modelType === 'pvt'
          ? linear('head', last, config.size('num_labels'), true, { positions: 1 })
          : classifier(config, last),
      ],
    });
    blocks.push({ name: 'output', count: 1, positions: 1, layers: top.layers });
    if (unread.length > 0)
      blocks.push({ name: 'unread stages', count: 1, untrained: true, positions: 1, layers: unread });
    return imageModel(first, blocks, [note, ...top.notes]);
  },
};
