import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm, linear, residual, table } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import type { Block, Positions } from '../../spec';
import { stackLayer } from '../encoder-decoder';
import type { Family } from '../family';
import { sequenceToSequence, tablesOf } from './sequence-to-sequence';
import { block } from './text-encoder';

interface EncoderSizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly blockSize: number;
  readonly globalTokens: number;
}

/** One encoder layer: tokens attend within their block and to the global tokens, those to all. */
function localLayer(sizes: EncoderSizes, isStaggered: boolean): Layer[] {
  const { width, heads, headWidth, hidden, blockSize, globalTokens } = sizes;
  // Staggered blocks begin half a block earlier and end half a block later.
  const shift = isStaggered ? blockSize : 0;
  const local: Positions = { multipleOf: blockSize, thenPlus: shift };
  const projection = linear('attention.projections', width, width, false, { positions: local });
  const inner = { kind: 'product', batches: local, rows: heads } as const;
  return [
    projection,
    projection,
    projection,
    { ...inner, component: 'attention.scores', inner: headWidth, columns: globalTokens },
    { ...inner, component: 'attention.scores', inner: headWidth, columns: blockSize },
    { ...inner, component: 'attention.values', inner: globalTokens, columns: headWidth },
    { ...inner, component: 'attention.values', inner: blockSize, columns: headWidth },
    projection,
    layerNorm(width),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    residual(width, 2),
  ];
}

/** What the global tokens go through: the layer's own matrices; their keys and values feed the tokens' attention. */
function globalLayer(sizes: EncoderSizes, isStaggered: boolean): { keys: Layer[]; rest: Layer[] } {
  const { width, heads, headWidth, hidden, blockSize, globalTokens } = sizes;
  const seen: Positions = {
    multipleOf: blockSize,
    thenPlus: (isStaggered ? blockSize : 0) + globalTokens,
  };
  const projection = linear('attention.projections', width, width, false);
  const inner = { kind: 'product', batches: globalTokens, rows: heads } as const;
  return {
    keys: [projection, projection],
    rest: [
      projection,
      { ...inner, component: 'attention.scores', inner: headWidth, columns: seen },
      { ...inner, component: 'attention.values', inner: seen, columns: headWidth },
      projection,
      ...feedForward({ width, hidden, gated: false, bias: true }),
    ],
  };
}

function encoder(config: ConfigFields, width: number): Block[] {
  const sizes: EncoderSizes = {
    width,
    heads: config.size('encoder_attention_heads'),
    headWidth: config.headWidth('d_model', 'encoder_attention_heads'),
    hidden: config.size('encoder_ffn_dim'),
    blockSize: config.size('block_size'),
    globalTokens: config.size('num_global_tokens'),
  };
  if (sizes.blockSize % 2 !== 0) config.refuse('block_size', 'must be even: blocks are staggered by half.');
  const { globalTokens, blockSize } = sizes;
  const layers = config.layers('encoder_layers');
  const staggers = config.flag('stagger_local_blocks');
  const staggered = staggers ? Math.floor(layers / 2) : 0;
  const isLastStaggered = staggers && layers % 2 === 0;
  const shared = { positions: globalTokens, parameterSets: 0 } as const;
  const alike = (isStaggered: boolean, count: number): Block[] => {
    if (count === 0) return [];
    const global = globalLayer(sizes, isStaggered);
    const name = isStaggered ? 'encoder, staggered' : 'encoder';
    // What the last layer's global tokens become is read by nobody.
    const read = isStaggered === isLastStaggered ? count - 1 : count;
    return [
      { ...block(name, localLayer(sizes, isStaggered), count), positions: { multipleOf: blockSize } },
      { ...shared, name: `${name}: global keys`, count, layers: global.keys },
      ...(read === 0
        ? []
        : [{ ...shared, name: `${name}: global tokens`, count: read, layers: global.rest }]),
    ];
  };
  return [
    block('global tokens', [table('embedding', globalTokens, width)]),
    ...alike(false, layers - staggered),
    ...alike(true, staggered),
    {
      ...shared,
      name: 'encoder: global tokens of the last layer',
      count: 1,
      layers: globalLayer(sizes, isLastStaggered).rest,
      untrained: true,
    },
    block('encoder norm', [layerNorm(width)]),
  ];
}

/** PEGASUS-X: an encoder whose tokens attend within blocks and to a few global tokens. */
export const pegasusX: Family = {
  name: 'pegasus-x',
  modelTypes: ['pegasus_x'],
  read(config) {
    const width = config.size('d_model');
    const tied = config.flag('tie_word_embeddings');
    const tokens = table('embedding', config.size('vocab_size'), width);
    const bias = biases(false);
    return sequenceToSequence({
      config,
      contextKey: 'max_position_embeddings',
      width,
      embedding: tablesOf(tokens, tied),
      encoder: encoder(config, width),
      decoder: [
        block(
          'decoder',
          stackLayer(config, { prefix: 'decoder', width, bias, mask: causal, context: 'sequence' }),
          config.layers('decoder_layers'),
        ),
        block('decoder norm', [layerNorm(width)]),
      ],
      tied,
    });
  },
};
