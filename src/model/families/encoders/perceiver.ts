import type { ConfigFields } from '../../config-fields';
import type { Component, Layer } from '../../layers';
import { activation, elementwise, fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import type { Block, Positions } from '../../spec';
import { architectureClass } from '../decoder';
import type { Family, ModelShape } from '../family';
import { labelCount } from '../labels';
import { said } from '../../../units/message';

const colours = 3;
/** Of the images that are read pixel by pixel: channels of a pixel, and of its position. */
const pixelChannels = 256;
/** The masked-language decoder's own sizes, which no key changes. */
const decoderHeads = 8;
const decoderQueryWidth = 8 * 32;
const crossEntropyFlops = 5;

interface Reading {
  /** Positions that ask, and the width of each. */
  readonly queries: Positions;
  readonly width: number;
  readonly heads: number;
  readonly queryKeyWidth: number;
  readonly valueWidth: number;
  readonly widening: number;
  /** What is read, where that is not the queries themselves. */
  readonly from?: { readonly positions: Positions; readonly width: number };
}

/** One of Perceiver's layers: latents (or the decoder's queries) that read an input, or one another; and a feed-forward. */
function reading({ queries, width, heads, queryKeyWidth, valueWidth, widening, from }: Reading): Layer[] {
  const over = from === undefined ? 'attention' : 'crossAttention';
  const component: Component = `${over}.projections`;
  const at = { positions: queries };
  const read = { positions: from?.positions ?? queries };
  const readWidth = from?.width ?? width;
  const hidden = widening * width;
  return [
    { ...layerNorm(width), ...at },
    ...(from === undefined ? [] : [{ ...layerNorm(readWidth), ...read }]),
    linear(component, width, queryKeyWidth, true, at),
    linear(component, readWidth, queryKeyWidth, true, read),
    linear(component, readWidth, valueWidth, true, read),
    {
      kind: 'attention',
      over,
      heads,
      queryKeyWidth: Math.floor(queryKeyWidth / heads),
      valueWidth: Math.floor(valueWidth / heads),
      keys: read.positions,
      mask: fullMask,
      cachedPerToken: 0,
      ...at,
    },
    linear(component, valueWidth, width, true, at),
    { ...layerNorm(width), ...at },
    linear('feedForward', width, hidden, true, at),
    { ...activation('feedForward', hidden), ...at },
    linear('feedForward', hidden, width, true, at),
    { ...residual(width, 2), ...at },
  ];
}

function checkHeads(config: ConfigFields, key: string, heads: number, widths: readonly number[]): void {
  const width = widths.find((candidate) => candidate % heads !== 0);
  if (width !== undefined) config.refuse(key, said`(${heads}) does not divide a width of ${width}.`);
}

/** Latents read the input once, then one another in blocks that are run again and again. */
function encoder(config: ConfigFields, from: { positions: Positions; width: number }): Block[] {
  const width = config.size('d_latents');
  const latents = config.size('num_latents');
  const queryKey = config.optionalSize('qk_channels');
  const value = config.optionalSize('v_channels');
  const shape = config.text('cross_attention_shape_for_attention');
  if (shape !== 'q' && shape !== 'kv')
    config.refuse('cross_attention_shape_for_attention', 'must be "q" or "kv".');
  const [crossHeads, heads] = [
    config.size('num_cross_attention_heads'),
    config.size('num_self_attention_heads'),
  ];
  const crossQueryKey = queryKey ?? (shape === 'q' ? width : from.width);
  const crossValue = value ?? crossQueryKey;
  const ownQueryKey = queryKey ?? width;
  const ownValue = value ?? ownQueryKey;
  checkHeads(config, 'num_cross_attention_heads', crossHeads, [width, crossQueryKey, crossValue]);
  checkHeads(config, 'num_self_attention_heads', heads, [width, ownQueryKey, ownValue]);
  if (ownValue !== width)
    config.refuse(
      value === null ? 'qk_channels' : 'v_channels',
      said`(${ownValue}) must be d_latents (${width}): the latents are added to what they read of one another.`,
    );
  const layers = config.layers('num_self_attends_per_block');
  return [
    {
      name: 'latents',
      count: 1,
      // What is read; what reads it are the latents, in each layer's own words.
      positions: from.positions,
      layers: [
        vector('embedding', latents * width),
        ...reading({
          queries: latents,
          width,
          heads: crossHeads,
          queryKeyWidth: crossQueryKey,
          valueWidth: crossValue,
          widening: config.size('cross_attention_widening_factor'),
          from,
        }),
      ],
    },
    {
      name: 'layers: latents',
      count: layers * config.layers('num_blocks'),
      parameterSets: layers,
      positions: latents,
      layers: reading({
        queries: latents,
        width,
        heads,
        queryKeyWidth: ownQueryKey,
        valueWidth: ownValue,
        widening: config.size('self_attention_widening_factor'),
      }),
    },
  ];
}

/** One learned query that reads the latents, and the classes. */
function classifying(config: ConfigFields): Block {
  const width = config.size('d_latents');
  return {
    name: 'output',
    count: 1,
    positions: 1,
    layers: [
      table('position', 1, width),
      ...reading({
        queries: 1,
        width,
        heads: 1,
        queryKeyWidth: width,
        valueWidth: width,
        widening: 1,
        from: { positions: config.size('num_latents'), width },
      }),
      linear('head', width, labelCount(config), true),
    ],
  };
}

/** A learned query for every position that the longest text has, whatever the text's length. */
function maskedLanguage(config: ConfigFields): Block {
  const width = config.size('d_model');
  const positions = config.size('max_position_embeddings');
  const vocabulary = config.size('vocab_size');
  if (width % decoderHeads !== 0)
    config.refuse('d_model', said`(${width}) is not divisible by the decoder's ${decoderHeads} heads.`);
  return {
    name: 'output',
    count: 1,
    positions,
    layers: [
      table('position', positions, width),
      ...reading({
        queries: positions,
        width,
        heads: decoderHeads,
        queryKeyWidth: decoderQueryWidth,
        valueWidth: width,
        widening: 1,
        from: { positions: config.size('num_latents'), width: config.size('d_latents') },
      }),
      linear('head', width, vocabulary, true, { tied: true }),
      elementwise('loss', crossEntropyFlops * vocabulary, 2 * vocabulary),
    ],
  };
}

function ofText(config: ConfigFields, output: (config: ConfigFields) => Block): ModelShape {
  const width = config.size('d_model');
  const vocabulary = config.size('vocab_size');
  const longest = config.size('max_position_embeddings');
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: longest,
    vocabularySize: vocabulary,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: 'sequence',
        layers: [
          table('embedding', vocabulary, width),
          table('position', longest, width),
          residual(width, 1),
        ],
      },
      ...encoder(config, { positions: 'sequence', width }),
      output(config),
    ],
    notes: [],
  };
}

/** Images read pixel by pixel, with a learned position each. */
function ofPixels(config: ConfigFields): ModelShape {
  const pixels = config.size('image_size') ** 2;
  return {
    sample: 'image',
    tokensPerSample: pixels,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: pixels,
        layers: [
          {
            kind: 'convolution',
            component: 'convolution',
            inputs: colours,
            outputs: pixelChannels,
            kernel: 1,
            outputPositions: pixels,
            bias: true,
            inputGradient: false,
          },
          table('position', pixels, pixelChannels),
          linear('position', pixelChannels, pixelChannels, true),
        ],
      },
      ...encoder(config, { positions: pixels, width: 2 * pixelChannels }),
      classifying(config),
    ],
    notes: [],
  };
}

/** Perceiver IO over text, and over images with learned positions; its other inputs have classes that are not covered. */
export const perceiver: Family = {
  name: 'perceiver',
  modelTypes: ['perceiver'],
  read(config) {
    const name = architectureClass(config) ?? 'PerceiverForMaskedLM';
    if (name === 'PerceiverForImageClassificationLearned') return ofPixels(config);
    if (name !== 'PerceiverForMaskedLM' && name !== 'PerceiverForSequenceClassification')
      config.refuse(
        'architectures',
        said`names ${name}: only text, and images with learned positions, are covered.`,
      );
    return ofText(config, name === 'PerceiverForSequenceClassification' ? classifying : maskedLanguage);
  },
};
