import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm, linear, residual, table } from '../../layers';
import { biases, crossAttention, feedForward } from '../../sub-layers';
import type { EncoderShape } from '../bert';
import { encoderLayer } from '../bert';
import type { Family } from '../family';
import { sequenceToSequence, tablesOf } from './sequence-to-sequence';
import { block } from './text-encoder';

function shapeOf(config: ConfigFields, prefix: 'encoder' | 'decoder'): EncoderShape {
  return {
    width: config.size('hidden_size'),
    heads: config.size(`num_${prefix}_attention_heads`),
    headWidth: config.headWidth('hidden_size', `num_${prefix}_attention_heads`),
    hidden: config.size(`${prefix}_ffn_dim`),
    layers: config.layers(`num_${prefix}_layers`),
  };
}

/** The layers of a decoder that carries, beside the text, a stream for each of the next tokens it predicts. */
function streamLayer(config: ConfigFields, shape: EncoderShape, streams: number): Layer[] {
  const { width, heads, headWidth, hidden } = shape;
  const core = {
    kind: 'attention',
    over: 'attention',
    heads,
    queryKeyWidth: headWidth,
    valueWidth: headWidth,
  } as const;
  const component = 'attention.projections';
  // Every stream is a copy of the sequence: the layers run once more for each.
  const all = { repeats: streams + 1 } as const;
  const projection = linear(component, width, width, true, all);
  return [
    projection,
    projection,
    projection,
    { ...core, keys: 'sequence', mask: causal, cachedPerToken: 2 * width },
    // A predicting stream sees the text and itself: keys of both, one after the other.
    ...Array.from({ length: streams }, (): Layer[] => [
      { ...core, keys: 'sequence', mask: causal, cachedPerToken: 0 },
      { ...core, keys: 'sequence', mask: causal, cachedPerToken: 0 },
    ]).flat(),
    projection,
    linear(component, width, config.size('num_buckets') * heads, true, all),
    layerNorm(width),
    ...crossAttention({ width, heads, headWidth, bias: biases(true), contextPositions: 'sequence' }).flatMap(
      (layer): Layer[] => {
        if (layer.kind === 'attention') return Array.from({ length: streams + 1 }, () => layer);
        return layer.kind === 'linear' && layer.positions === undefined ? [{ ...layer, ...all }] : [layer];
      },
    ),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }).map((layer): Layer =>
      layer.kind === 'linear' ? { ...layer, ...all } : layer,
    ),
    layerNorm(width),
    residual(width, 3),
  ];
}

/** ProphetNet: an encoder like BERT's, and a decoder that predicts the next few tokens at once. */
export const prophetNet: Family = {
  name: 'prophetnet',
  modelTypes: ['prophetnet'],
  read(config) {
    const width = config.size('hidden_size');
    const encoder = shapeOf(config, 'encoder');
    const decoder = shapeOf(config, 'decoder');
    const streams = config.size('ngram');
    const tied = config.flag('tie_word_embeddings');
    if (!config.flag('add_cross_attention'))
      config.refuse('add_cross_attention', 'must be true: the decoder reads the encoder by it.');
    const tokens = table('embedding', config.size('vocab_size'), width);
    const start = [
      table('position', config.size('max_position_embeddings'), width),
      residual(width, 1),
      layerNorm(width),
    ];
    const shape = sequenceToSequence({
      config,
      contextKey: 'max_position_embeddings',
      width,
      embedding: tablesOf(tokens, tied),
      encoder: [block('encoder positions', start), block('encoder', encoderLayer(encoder), encoder.layers)],
      decoder: [
        block('decoder positions', [...start, table('embedding', streams, width)]),
        block('decoder', streamLayer(config, decoder, streams), decoder.layers),
      ],
      tied,
    });
    // The head reads the predicting streams alone.
    return {
      ...shape,
      blocks: shape.blocks.map((each) =>
        each.name === 'output'
          ? {
              ...each,
              layers: each.layers.map((layer) =>
                layer.kind === 'linear' ? { ...layer, repeats: streams } : layer,
              ),
            }
          : each,
      ),
    };
  },
};
