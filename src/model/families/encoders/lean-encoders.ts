import type { ConfigFields } from '../../config-fields';
import type { Component, Layer } from '../../layers';
import { activation, elementwise, fullMask, layerNorm, linear } from '../../layers';
import { feedForward } from '../../sub-layers';
import { encoderLayer, encoderShapeOf, maskedLanguageHead } from '../bert';
import { twoResiduals } from '../decoder';
import { blockSparseAttention } from './block-sparse';
import { decoderUse } from './decoder-use';
import type { Family, ModelShape } from '../family';
import type { HeadKind } from './text-encoder';
import {
  bertEmbedding,
  bertHeads,
  block,
  choiceOfVector,
  pooledClassifier,
  textEncoder,
  withoutPooler,
} from './text-encoder';
import { said } from '../../../units/message';

/** Heads over tokens, which don't read the pooler that the body runs all the same. */
const overTokens: readonly HeadKind[] = ['ForMaskedLM', 'ForTokenClassification', 'ForQuestionAnswering'];

/** Scores and values of bidirectional attention. */
const attentionCore = (heads: number, headWidth: number): Layer => ({
  kind: 'attention',
  over: 'attention',
  heads,
  queryKeyWidth: headWidth,
  valueWidth: headWidth,
  keys: 'sequence',
  mask: fullMask,
  cachedPerToken: 0,
});

/** `value` where it divides both sizes, else 1 and a problem. */
function dividing(config: ConfigFields, key: string, ...sizes: number[]): number {
  const groups = config.size(key);
  if (sizes.every((size) => size % groups === 0)) return groups;
  config.refuse(key, said`(${groups}) does not divide the widths it groups (${sizes.join(', ')}).`);
  return 1;
}

/** FNet mixes tokens by a Fourier transform: no products, no parameters. */
function fnet(config: ConfigFields): ModelShape {
  const width = config.size('hidden_size');
  const hidden = config.size('intermediate_size');
  return textEncoder({
    config,
    embedding: [...bertEmbedding(config, width), linear('embedding', width, width, true)],
    body: [
      block(
        'layers',
        [
          elementwise('other', width),
          layerNorm(width),
          ...feedForward({ width, hidden, gated: false, bias: true }),
          layerNorm(width),
          twoResiduals(width),
        ],
        config.layers('num_hidden_layers'),
      ),
    ],
    heads: bertHeads(config, width),
    idlePooler: { width, under: overTokens },
    notes: [said`The Fourier transforms are counted elementwise, without their logarithm.`],
  });
}

/** SqueezeBERT's projections are convolutions of one position, in groups. */
function squeezeBert(config: ConfigFields): ModelShape {
  const { width, heads, headWidth, hidden, layers } = encoderShapeOf(config);
  if (config.size('embedding_size') !== width)
    config.refuse(
      'embedding_size',
      said`must be hidden_size (${width}): the library has no projection between them.`,
    );
  const grouped = (component: Component, inputs: number, outputs: number, key: string): Layer => ({
    kind: 'convolution',
    component,
    inputs,
    outputs,
    kernel: 1,
    outputPositions: 'sequence',
    bias: true,
    inputGradient: true,
    groups: dividing(config, key, inputs, outputs),
  });
  return textEncoder({
    config,
    embedding: bertEmbedding(config, width),
    body: [
      block(
        'layers',
        [
          grouped('attention.projections', width, width, 'q_groups'),
          grouped('attention.projections', width, width, 'k_groups'),
          grouped('attention.projections', width, width, 'v_groups'),
          attentionCore(heads, headWidth),
          grouped('attention.projections', width, width, 'post_attention_groups'),
          layerNorm(width),
          grouped('feedForward', width, hidden, 'intermediate_groups'),
          activation('feedForward', hidden),
          grouped('feedForward', hidden, width, 'output_groups'),
          layerNorm(width),
          twoResiduals(width),
        ],
        layers,
      ),
    ],
    heads: bertHeads(config, width),
    idlePooler: { width, under: overTokens },
  });
}

/** BigBird: BERT, with attention in sparse blocks on long sequences. */
function bigBird(config: ConfigFields): ModelShape {
  const shape = encoderShapeOf(config);
  const { width, hidden } = shape;
  const withBias = config.flag('use_bias');
  if (config.flag('add_cross_attention')) config.refuse('add_cross_attention', 'is not covered.');
  const layer = encoderLayer(shape).map((part, index) =>
    index < queryKeyValue && part.kind === 'linear' ? { ...part, bias: withBias } : part,
  );
  const sparse = blockSparseAttention(config);
  // As a decoder it keeps what it has read, which it does with full attention alone.
  const isDecoder = config.flag('is_decoder');
  return textEncoder({
    config,
    embedding: bertEmbedding(config, width),
    body: [
      block('layers', sparse === null || isDecoder ? layer : layer.flatMap(sparse.inPlaceOf), shape.layers),
    ],
    heads: {
      ...bertHeads(config, width),
      ForQuestionAnswering: () => [
        linear('head', width, hidden, true),
        activation('head', hidden),
        linear('head', hidden, width, true),
        layerNorm(width),
        linear('head', width, 2, true),
      ],
    },
    idlePooler: {
      width,
      under: ['ForMaskedLM', 'ForCausalLM', 'ForTokenClassification', 'ForSequenceClassification'],
    },
    use: decoderUse(config, shape),
    notes:
      sparse === null
        ? []
        : isDecoder
          ? [
              said`Attention is counted in full; beyond ${sparse.reach} tokens the library attends in sparse blocks, which costs less.`,
            ]
          : [sparse.note],
  });
}
const queryKeyValue = 3;

/** ConvBERT: half of the attention's heads are convolutions whose kernels depend on the token. */
function convBert(config: ConfigFields): ModelShape {
  const { width, heads: allHeads, hidden, layers } = encoderShapeOf(config);
  const heads = Math.max(1, Math.floor(allHeads / config.size('head_ratio')));
  const embeddingWidth = config.size('embedding_size');
  const kernel = config.size('conv_kernel_size');
  if (width % (2 * heads) !== 0)
    config.refuse(
      'hidden_size',
      said`(${width}) is not divisible by twice the ${heads} heads that are left.`,
    );
  if (kernel % 2 === 0)
    config.refuse('conv_kernel_size', 'must be odd, or the sequence would change its length.');
  const half = Math.floor(width / heads / 2);
  const inner = heads * half;
  const projection = linear('attention.projections', width, inner, true);
  const convolution = { kind: 'convolution', component: 'convolution', outputPositions: 'sequence' } as const;
  const groups = dividing(config, 'num_groups', width, hidden);
  return textEncoder({
    config,
    embedding: [
      ...bertEmbedding(config, embeddingWidth),
      ...(embeddingWidth === width ? [] : [linear('embedding', embeddingWidth, width, true)]),
    ],
    body: [
      block(
        'layers',
        [
          projection,
          projection,
          projection,
          {
            ...convolution,
            inputs: width,
            outputs: width,
            kernel,
            bias: false,
            inputGradient: true,
            groups: width,
          },
          { ...convolution, inputs: width, outputs: inner, kernel: 1, bias: true, inputGradient: true },
          linear('attention.projections', inner, heads * kernel, true),
          projection,
          {
            kind: 'product',
            component: 'attention.values',
            batches: 'sequence',
            rows: heads * half,
            inner: kernel,
            columns: 1,
          },
          attentionCore(heads, half),
          linear('attention.projections', width, width, true),
          layerNorm(width),
          linear('feedForward', width, hidden, true, { groups }),
          activation('feedForward', hidden),
          linear('feedForward', hidden, width, true, { groups }),
          layerNorm(width),
          twoResiduals(width),
        ],
        layers,
      ),
    ],
    heads: {
      ...withoutPooler(bertHeads(config, width)),
      ForMultipleChoice: () => choiceOfVector(width),
      ForMaskedLM: () => maskedLanguageHead(config, width, embeddingWidth),
      ForSequenceClassification: () => pooledClassifier(config, width),
    },
  });
}

const readers: Readonly<Record<string, (config: ConfigFields) => ModelShape>> = {
  fnet,
  squeezebert: squeezeBert,
  big_bird: bigBird,
  convbert: convBert,
};

/** Encoders that save on BERT's layer: by groups, convolutions, Fourier transforms or blocks. */
export const leanEncoders: Family = {
  name: 'bert',
  modelTypes: Object.keys(readers),
  read: (config, modelType) => (readers[modelType] ?? fnet)(config),
};
