import type { ConfigFields, LibraryDefaults } from '../config-fields';
import type { AttentionMask, ConvolutionLayer, Layer } from '../layers';
import { causal, elementwise, fullMask, layerNorm, linear, residual, table, vector } from '../layers';
import { biases, feedForward, selfAttention } from '../sub-layers';
import type { Block } from '../spec';
import type { ModelShape } from './family';
import { said } from '../../units/message';

/** What open_clip's CLIPVisionCfg and CLIPTextCfg say where the file does not (open_clip, model.py). */
const visionDefaults: LibraryDefaults = {
  values: {
    layers: 12,
    width: 768,
    head_width: 64,
    mlp_ratio: 4,
    patch_size: 16,
    image_size: 224,
    attn_pooler_queries: 256,
    attn_pooler_heads: 8,
  },
  aliases: {},
};
const textDefaults: LibraryDefaults = {
  values: { context_length: 77, vocab_size: 49_408, width: 512, heads: 8, layers: 12, mlp_ratio: 4 },
  aliases: {},
};

/** A number above 0 by which a width is multiplied. */
function ratio(config: ConfigFields, key: string): number {
  const value = config.raw(key);
  if (typeof value === 'number' && value > 0 && value <= 1000) return value;
  config.refuse(key, 'must be a number above 0.');
  return 1;
}

interface Stack {
  readonly width: number;
  readonly heads: number;
  readonly mask: AttentionMask;
}

/** The pre-norm layers of both towers. */
function layersOf(config: ConfigFields, { width, heads, mask }: Stack): Layer[] {
  if (width % heads !== 0) config.refuse('width', said`(${width}) is not divisible by its ${heads} heads.`);
  const scale = config.raw('ls_init_value');
  const scales =
    scale === undefined || scale === null ? [] : [vector('other', width), vector('other', width)];
  return [
    layerNorm(width),
    ...selfAttention({
      width,
      heads,
      keyValueHeads: heads,
      headWidth: Math.max(1, Math.floor(width / heads)),
      bias: biases(true),
      mask,
    }),
    layerNorm(width),
    ...feedForward({
      width,
      hidden: Math.max(1, Math.floor(width * ratio(config, 'mlp_ratio'))),
      gated: false,
      bias: true,
    }),
    ...scales,
    residual(width, 2),
  ];
}

/** Height and width: a number for both, or a pair. */
function extent(config: ConfigFields, key: string): readonly [number, number] {
  if (!Array.isArray(config.raw(key))) {
    const side = config.size(key);
    return [side, side];
  }
  const [height = 0, width = 0] = config.integers(key);
  if (height >= 1 && width >= 1) return [height, width];
  config.refuse(key, 'must be a size or a pair of sizes, of 1 or more.');
  return [1, 1];
}

/** Attention of learnt queries over the image's positions; keys and values come from the tower's width. */
function pooler(config: ConfigFields, width: number, output: number, positions: number): Block {
  const queries = config.size('attn_pooler_queries');
  const heads = config.size('attn_pooler_heads');
  if (output % heads !== 0) config.refuse('attn_pooler_heads', said`(${heads}) does not divide ${output}.`);
  const component = 'attention.projections';
  const at = { positions };
  return {
    name: 'attention pooling',
    count: 1,
    positions: queries,
    layers: [
      vector('embedding', queries * output),
      layerNorm(output),
      { ...layerNorm(width), positions },
      linear(component, output, output, true),
      linear(component, width, output, true, at),
      linear(component, width, output, true, at),
      {
        kind: 'attention',
        over: 'attention',
        heads,
        queryKeyWidth: Math.max(1, Math.floor(output / heads)),
        valueWidth: Math.max(1, Math.floor(output / heads)),
        keys: positions,
        mask: fullMask,
        cachedPerToken: 0,
      },
      linear(component, output, output, true),
    ],
  };
}

/** Vision Transformer: patches without bias, a class token, learnt positions, a projection to the shared width. */
function visionTransformer(config: ConfigFields, embedding: number): { blocks: Block[]; positions: number } {
  const width = config.size('width');
  const image = extent(config, 'image_size');
  const patch = extent(config, 'patch_size');
  if (patch[0] > image[0] || patch[1] > image[1]) config.refuse('patch_size', 'is larger than the image.');
  const patches = Math.max(1, Math.floor(image[0] / patch[0]) * Math.floor(image[1] / patch[1]));
  const positions = patches + 1;
  const heads = Math.max(1, Math.floor(width / config.size('head_width')));
  const pooled = config.flag('attentional_pool');
  const projected = pooled ? embedding : width;
  return {
    positions,
    blocks: [
      {
        name: 'patches',
        count: 1,
        positions,
        layers: [
          {
            kind: 'convolution',
            component: 'convolution',
            inputs: 3,
            outputs: width,
            kernel: patch[0] * patch[1],
            outputPositions: patches,
            bias: false,
            inputGradient: false,
          },
          vector('embedding', width),
          table('position', positions, width),
          ...(config.flag('no_ln_pre') ? [] : [layerNorm(width)]),
        ],
      },
      {
        name: 'vision layers',
        count: config.layers('layers'),
        positions,
        layers: layersOf(config, { width, heads, mask: fullMask }),
      },
      ...(pooled ? [pooler(config, width, embedding, positions)] : []),
      {
        name: 'vision projection',
        count: 1,
        positions: pooled ? config.size('attn_pooler_queries') : positions,
        layers: [layerNorm(projected), linear('head', projected, embedding, false, { positions: 1 })],
      },
    ],
  };
}

/** The stem and the four stages of CLIP's ResNet, whose strides are average poolings before a convolution. */
function modifiedResNet(config: ConfigFields, embedding: number): { blocks: Block[]; positions: number } {
  const width = config.size('width');
  const [side] = extent(config, 'image_size');
  const depths = config.integers('layers');
  if (depths.length !== 4 || depths.some((depth) => depth < 1 || depth > 1000))
    config.refuse('layers', 'must be four counts of 1 or more.');
  const blocks: Block[] = [];
  const convolution = (
    inputs: number,
    outputs: number,
    kernel: number,
    size: number,
    first = false,
  ): Layer[] => {
    const layer: ConvolutionLayer = {
      kind: 'convolution',
      component: 'convolution',
      inputs,
      outputs,
      kernel,
      outputPositions: size * size,
      bias: false,
      inputGradient: !first,
    };
    return [layer, { ...layerNorm(outputs), positions: size * size }];
  };
  const half = Math.max(1, Math.floor(width / 2));
  let size = Math.max(1, Math.floor((side - 1) / 2) + 1);
  blocks.push({
    name: 'stem',
    count: 1,
    positions: size * size,
    layers: [
      ...convolution(3, half, 9, size, true),
      ...convolution(half, half, 9, size),
      ...convolution(half, width, 9, size),
    ],
  });
  size = Math.max(1, Math.floor(size / 2));
  let inputs = width;
  depths.slice(0, 4).forEach((depth, stage) => {
    const planes = width * 2 ** stage;
    const before = size;
    if (stage > 0) size = Math.max(1, Math.floor(size / 2));
    const bottleneck = (from: number, at: number): Layer[] => [
      ...convolution(from, planes, 1, at),
      ...convolution(planes, planes, 9, at),
      ...convolution(planes, 4 * planes, 1, size),
      { ...residual(4 * planes, 1), positions: size * size },
    ];
    blocks.push(
      {
        name: `stage ${stage + 1}, first`,
        count: 1,
        positions: size * size,
        layers: [...bottleneck(inputs, before), ...convolution(inputs, 4 * planes, 1, size)],
      },
      {
        name: `stage ${stage + 1}`,
        count: Math.max(0, depth - 1),
        positions: size * size,
        layers: bottleneck(4 * planes, size),
      },
    );
    inputs = 4 * planes;
  });
  const heads = Math.max(1, Math.floor((width * 32) / config.size('head_width')));
  const final = Math.max(1, Math.floor(side / 32));
  const positions = final * final + 1;
  const headWidth = Math.max(1, Math.floor(inputs / heads));
  blocks.push({
    name: 'attention pooling',
    count: 1,
    positions,
    layers: [
      table('position', positions, inputs),
      linear('attention.projections', inputs, inputs, true),
      linear('attention.projections', inputs, inputs, true),
      linear('attention.projections', inputs, inputs, true),
      {
        kind: 'attention',
        over: 'attention',
        heads,
        queryKeyWidth: headWidth,
        valueWidth: headWidth,
        keys: positions,
        mask: fullMask,
        cachedPerToken: 0,
      },
      // All positions are queries and projected, though only the first is used.
      linear('head', inputs, embedding, true),
    ],
  });
  return { blocks, positions };
}

function textTransformer(config: ConfigFields, embedding: number): Block[] {
  const width = config.size('width');
  const positions = config.size('context_length') + (config.flag('embed_cls') ? 1 : 0);
  const projection =
    config.text('proj_type') === 'none'
      ? []
      : [linear('head', width, embedding, config.flag('proj_bias'), { positions: 1 })];
  return [
    {
      name: 'text embedding',
      count: 1,
      positions,
      layers: [
        table('embedding', config.size('vocab_size'), width),
        table('position', positions, width),
        ...(config.flag('embed_cls') ? [vector('embedding', width)] : []),
        elementwise('position', width),
      ],
    },
    {
      name: 'text layers',
      count: config.layers('layers'),
      positions,
      layers: layersOf(config, {
        width,
        heads: config.size('heads'),
        mask: config.flag('no_causal_mask') ? fullMask : causal,
      }),
    },
    { name: 'text projection', count: 1, positions, layers: [layerNorm(width), ...projection] },
  ];
}

/** CLIP as open_clip builds it: an image tower and a text tower of open_clip's own, joined by their projections. */
export function openClipShape(config: ConfigFields): ModelShape {
  const embedding = config.size('embed_dim');
  const vision = config.section('vision_cfg').config.withDefaults(visionDefaults);
  const text = config.section('text_cfg').config.withDefaults(textDefaults);
  const image = Array.isArray(vision.raw('layers'))
    ? modifiedResNet(vision, embedding)
    : visionTransformer(vision, embedding);
  const bias = config.raw('init_logit_bias');
  return {
    sample: 'image',
    tokensPerSample: image.positions,
    contextLength: null,
    vocabularySize: text.size('vocab_size'),
    generates: false,
    blocks: [
      ...image.blocks,
      ...textTransformer(text, embedding),
      {
        name: 'similarity',
        count: 1,
        positions: 1,
        layers: [vector('other', bias === undefined || bias === null ? 1 : 2)],
      },
    ],
    notes: [
      said`A sample is an image and its text of ${text.size('context_length')} tokens; the products of images with texts in the loss are left out.`,
    ],
  };
}
