import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import { elementwise, linear, perHead, rmsNorm } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Positions } from '../../spec';
import { alike, decoderOnly, twoResiduals } from '../decoder';
import type { Family } from '../family';

/** FLOPs for each element of the state at each position: decay, input, sum. */
const stateFlops = 3;

interface Cell {
  readonly heads: number;
  readonly keyWidth: number;
  readonly valueWidth: number;
  readonly chunk: number;
}

/**
 * The matrix memory (arXiv:2405.04517): whole chunks in parallel, as linear attention, what is left token by token.
 * In a chunk: a new state, scores within it, and what the state and the chunk say, with their normaliser.
 */
function matrixMemory({ heads, keyWidth, valueWidth, chunk }: Cell): Layer[] {
  const chunks: Positions = { dividedBy: chunk, roundDown: true };
  const left: Positions = { modulo: chunk };
  const product = (batches: Positions, rows: number, inner: number, columns: number): Layer => ({
    kind: 'product',
    component: 'ssm',
    batches,
    rows: heads * rows,
    inner,
    columns,
  });
  return [
    product(chunks, keyWidth, chunk, valueWidth),
    product(chunks, chunk, keyWidth, chunk),
    product(chunks, chunk, keyWidth, valueWidth),
    product(chunks, chunk, chunk, valueWidth),
    product(chunks, chunk, keyWidth, 1),
    product(left, keyWidth, 1, valueWidth),
    product(left, 1, keyWidth, valueWidth),
    product(left, 1, keyWidth, 1),
    elementwise('ssm', stateFlops * heads * keyWidth * valueWidth, heads * (2 * keyWidth + 2 * valueWidth)),
  ];
}

/** A share of the width, whole. */
function shareOf(config: ConfigFields, key: string, width: number): number {
  const size = Math.floor(width * (config.decimal(key) ?? 1));
  if (size >= 1) return size;
  config.refuse(key, said`of the width ${width} leaves nothing.`);
  return 1;
}

function cellOf(config: ConfigFields, width: number): Cell {
  const heads = config.size('num_heads');
  const [keys, values] = [shareOf(config, 'qk_dim_factor', width), shareOf(config, 'v_dim_factor', width)];
  for (const [key, size] of [
    ['qk_dim_factor', keys],
    ['v_dim_factor', values],
  ] as const)
    if (size % heads !== 0)
      config.refuse(key, said`gives ${size}, which is not divisible by num_heads (${heads}).`);
  return {
    heads,
    keyWidth: Math.max(1, Math.floor(keys / heads)),
    valueWidth: Math.max(1, Math.floor(values / heads)),
    chunk: config.size('chunk_size'),
  };
}

/** xLSTM's large form: a matrix memory with gates for each head in place of attention, then SwiGLU. */
export const xlstm: Family = {
  name: 'xlstm',
  modelTypes: ['xlstm'],
  read(config) {
    const width = config.size('hidden_size');
    const embedding = config.optionalSize('embedding_dim') ?? width;
    if (embedding !== width)
      config.refuse('embedding_dim', said`(${embedding}) must equal hidden_size (${width}).`);
    const layers =
      config.optionalSize('num_blocks') === null
        ? config.layers('num_hidden_layers')
        : config.layers('num_blocks');
    const bias = config.flag('use_bias');
    const cell = cellOf(config, width);
    const [keys, values] = [cell.heads * cell.keyWidth, cell.heads * cell.valueWidth];
    const norm = (size: number): NormLayer => ({ ...rmsNorm(size), parameters: bias ? 2 * size : size });
    const multiple = config.size('ffn_round_up_to_multiple_of');
    const hidden =
      multiple * Math.max(1, Math.ceil((width * (config.decimal('ffn_proj_factor') ?? 1)) / multiple));
    return decoderOnly({
      config: config.overlaid({ tie_word_embeddings: false }),
      width,
      contextKey: null,
      blocks: alike(layers, [
        norm(width),
        linear('ssm', width, keys, bias),
        linear('ssm', width, keys, bias),
        linear('ssm', width, values, bias),
        linear('ssm', width, values, bias),
        linear('ssm', width, 2 * cell.heads, true),
        ...matrixMemory(cell),
        { ...perHead(rmsNorm(cell.valueWidth), cell.heads), parameters: bias ? 2 * values : values },
        linear('ssm', values, width, bias),
        norm(width),
        ...feedForward({ width, hidden, gated: true, bias }),
        twoResiduals(width),
      ]),
      // The library has the last norm whatever `add_out_norm` says.
      beforeHead: [rmsNorm(width)],
      notes: [said`The state is of a fixed size: decoding keeps nothing for each token.`],
    });
  },
};
