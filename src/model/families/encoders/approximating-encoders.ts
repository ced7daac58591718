import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, residual, table } from '../../layers';
import type { EncoderShape } from '../bert';
import { encoderLayer, encoderShapeOf } from '../bert';
import type { Family, ModelShape } from '../family';
import { bertHeads, block, textEncoder, tokenAndTypeTables, withoutPooler } from './text-encoder';
import { said, type Message } from '../../../units/message';

/** Two positions stand in front of the first token. */
const positionOffset = 2;

/** A convolution of each head's values along the sequence; none where the config has no kernel. */
function valueConvolution(config: ConfigFields, key: string, { heads, headWidth }: EncoderShape): Layer[] {
  const kernel = config.optionalSize(key);
  if (kernel === null) return [];
  if (kernel % 2 === 0) config.refuse(key, 'must be odd, or the sequence would change its length.');
  return [
    {
      kind: 'convolution',
      component: 'convolution',
      inputs: heads,
      outputs: heads,
      groups: heads,
      kernel,
      outputPositions: 'sequence',
      lines: headWidth,
      bias: false,
      inputGradient: true,
    },
  ];
}

/** BERT's layers with other attention, between embeddings and heads that are RoBERTa's without a pooler. */
function encoder(
  config: ConfigFields,
  { width, layers }: EncoderShape,
  layer: readonly Layer[],
  notes: readonly Message[] = [],
): ModelShape {
  return textEncoder({
    config,
    embedding: [
      ...tokenAndTypeTables(config, width),
      table('position', config.size('max_position_embeddings') + positionOffset, width),
      residual(width, 2),
      layerNorm(width),
    ],
    body: [block('layers', layer, layers)],
    heads: withoutPooler(bertHeads(config, width)),
    notes,
  });
}

/** Rounds in which the inverse of the landmarks' attention is approximated, and products of each. */
const inverseProducts = 6 * 4;

/** Attention over landmarks, the means of segments of the sequence, in place of all tokens. */
function landmarkAttention({ heads, headWidth }: EncoderShape, landmarks: number): Layer[] {
  const product = { kind: 'product', component: 'attention.scores', batches: heads } as const;
  return [
    { ...product, rows: 'sequence', inner: headWidth, columns: landmarks },
    { ...product, rows: landmarks, inner: headWidth, columns: landmarks },
    { ...product, rows: landmarks, inner: headWidth, columns: 'sequence' },
    { ...product, batches: heads * inverseProducts, rows: landmarks, inner: landmarks, columns: landmarks },
    { ...product, rows: 'sequence', inner: landmarks, columns: landmarks },
    { ...product, component: 'attention.values', rows: landmarks, inner: 'sequence', columns: headWidth },
    { ...product, component: 'attention.values', rows: 'sequence', inner: landmarks, columns: headWidth },
  ];
}

/** Nyströmformer: full attention where there are as many landmarks as the sequence has segments, else over them. */
export const nystromformer: Family = {
  name: 'nystromformer',
  modelTypes: ['nystromformer'],
  read(config) {
    const shape = encoderShapeOf(config);
    const landmarks = config.size('num_landmarks');
    const segments = config.size('segment_means_seq_len');
    const isFull = landmarks === segments;
    if (landmarks > segments)
      config.refuse('num_landmarks', said`(${landmarks}) is more than segment_means_seq_len (${segments}).`);
    const layer = encoderLayer(shape).flatMap((part) =>
      part.kind === 'attention' && !isFull ? landmarkAttention(shape, landmarks) : [part],
    );
    const taken = landmarks * Math.floor(segments / landmarks);
    return encoder(
      config,
      shape,
      [...layer, ...valueConvolution(config, 'conv_kernel_size', shape)],
      isFull
        ? []
        : [
            said`Attention over landmarks is that of sequences of ${taken} tokens: the library takes no others.`,
          ],
    );
  },
};

/** YOSO: attention by the expectation of hashes, whose products are those of full attention. */
export const yoso: Family = {
  name: 'yoso',
  modelTypes: ['yoso'],
  read(config) {
    const shape = encoderShapeOf(config);
    return encoder(
      config,
      shape,
      [...encoderLayer(shape), ...valueConvolution(config, 'conv_window', shape)],
      config.flag('use_expectation')
        ? []
        : [said`Attention is counted in full; hashing in its stead, which the file asks for, costs less.`],
    );
  },
};
