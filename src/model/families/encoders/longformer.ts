import type { ConfigFields } from '../../config-fields';
import type { Component, Layer } from '../../layers';
import { causal, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { Block, Positions } from '../../spec';
import type { EncoderShape } from '../bert';
import { encoderShapeOf } from '../bert';
import { architectureClass, blocksOf, globalNotCounted, twoResiduals } from '../decoder';
import { stackLayer } from '../encoder-decoder';
import type { Family } from '../family';
import { sequenceToSequence, tablesOf } from './sequence-to-sequence';
import { bertEmbedding, bertHeads, block, pooledClassifier, textEncoder } from './text-encoder';
import { said } from '../../../units/message';

/** The windows of the layers: one for all, or a list. Each must be even; the sequence is padded to the widest. */
function windowsOf(config: ConfigFields, layers: number): readonly number[] {
  const written = config.raw('attention_window');
  const windows = Array.isArray(written)
    ? config.sizes('attention_window', layers)
    : Array.from({ length: layers }, () => config.size('attention_window'));
  if (windows.length !== layers) return Array.from({ length: layers }, () => 2);
  const odd = windows.find((window) => window % 2 !== 0);
  if (odd === undefined) return windows;
  config.refuse('attention_window', said`(${odd}) must be even: half of it is on either side of a token.`);
  return windows.map(() => 2);
}

/** Attention in a window, as chunks of it that overlap by half: each with itself, then the values of a chunk and both its neighbours. */
function slidingChunks({ heads, headWidth }: EncoderShape, window: number, padded: number): Layer[] {
  const half = window / 2;
  const chunks: Positions = { multipleOf: padded, dividedBy: half, thenPlus: -1 };
  const product = { kind: 'product', batches: chunks } as const;
  return [
    {
      ...product,
      component: 'attention.scores',
      rows: heads * window,
      inner: headWidth,
      columns: window,
    },
    {
      kind: 'product',
      component: 'attention.values',
      batches: { multipleOf: padded },
      rows: heads,
      inner: 3 * half,
      columns: headWidth,
    },
  ];
}

/** A layer of Longformer; its projections for tokens that see all others run only where a task has such tokens. */
function slidingLayer(shape: EncoderShape, window: number, padded: number): Layer[] {
  const { width, hidden } = shape;
  const component: Component = 'attention.projections';
  return [
    linear(component, width, width, true),
    linear(component, width, width, true),
    linear(component, width, width, true),
    vector(component, 3 * (width + 1) * width),
    ...slidingChunks(shape, window, padded),
    linear(component, width, width, true),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    twoResiduals(width),
  ];
}

function slidingStack(config: ConfigFields, shape: EncoderShape, name: string): Block[] {
  const windows = windowsOf(config, shape.layers);
  const padded = Math.max(...windows, 2);
  return blocksOf(
    shape.layers,
    (index) => String(windows[index] ?? padded),
    (window) => slidingLayer(shape, Number(window), padded),
  ).map((alike) => ({ ...alike, name: `${name} ${alike.name}`, positions: { multipleOf: padded } }));
}

const notGlobal = said`Attention is counted in the window; tokens that see all others, which a task may name, come on top.`;

/** Longformer's classes that have tokens see all others themselves: the first, or those of the question. */
const hasGlobalTokens = /For(?:SequenceClassification|QuestionAnswering|MultipleChoice)$/;

/** Longformer: RoBERTa with attention in a window. */
export const longformer: Family = {
  name: 'longformer',
  modelTypes: ['longformer'],
  read(config) {
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const heads = bertHeads(config, width);
    const name = architectureClass(config);
    return textEncoder({
      config,
      embedding: bertEmbedding(config, width),
      body: slidingStack(config, shape, 'encoder'),
      heads: { ...heads, ForSequenceClassification: () => pooledClassifier(config, width) },
      notes: [name !== null && hasGlobalTokens.test(name) ? globalNotCounted(name) : notGlobal],
    });
  },
};

/** LED: BART with Longformer's encoder. */
export const led: Family = {
  name: 'longformer',
  modelTypes: ['led'],
  read(config) {
    const width = config.size('d_model');
    const shape: EncoderShape = {
      width,
      heads: config.size('encoder_attention_heads'),
      headWidth: config.headWidth('d_model', 'encoder_attention_heads'),
      hidden: config.size('encoder_ffn_dim'),
      layers: config.layers('encoder_layers'),
    };
    const tied = config.flag('tie_word_embeddings');
    const tokens = table('embedding', config.size('vocab_size'), width);
    const start = (prefix: 'encoder' | 'decoder'): Block =>
      block(`${prefix} positions`, [
        table('position', config.size(`max_${prefix}_position_embeddings`), width),
        residual(width, 1),
        layerNorm(width),
      ]);
    const layer = stackLayer(config, {
      prefix: 'decoder',
      width,
      bias: biases(true),
      mask: causal,
      context: 'sequence',
    });
    return sequenceToSequence({
      config,
      contextKey: 'max_encoder_position_embeddings',
      width,
      embedding: tablesOf(tokens, tied),
      encoder: [start('encoder'), ...slidingStack(config, shape, 'encoder')],
      decoder: [start('decoder'), block('decoder', layer, config.layers('decoder_layers'))],
      tied,
      notes: [notGlobal],
    });
  },
};
