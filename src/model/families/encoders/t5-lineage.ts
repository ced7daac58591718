import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer } from '../../layers';
import { causal, fullMask, residual, rmsNorm, table } from '../../layers';
import { biases, crossAttention, feedForward, routedExperts, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass, blocksOf } from '../decoder';
import type { Family } from '../family';
import { longAttention } from './long-t5';
import { sequenceToSequence, tablesOf } from './sequence-to-sequence';
import { block } from './text-encoder';
import { said } from '../../../units/message';

const attentionSums = 2;
const crossAttentionSums = 3;

interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly gated: boolean;
}

/** Which of a stack's layers have experts, as Switch Transformers lays them out. */
function sparseLayers(
  config: ConfigFields,
  layers: number,
  prefix: 'encoder' | 'decoder',
): (index: number) => boolean {
  const sparse = config.count(`num_sparse_${prefix}_layers`);
  // Without sparse layers the library's step is the number of layers, which makes the second one sparse all the same.
  const derived = sparse > 0 ? Math.floor(layers / sparse) : layers;
  // Saved files hold the step too, and the library takes it as it stands there.
  const key = `${prefix}_sparse_step`;
  const written = config.given(key);
  const step = written ? config.count(key) : derived;
  if (step === 0 && !written)
    config.refuse('num_layers', said`(${layers}) is less than the sparse layers (${sparse}).`);
  return (index) => step > 0 && (step === 1 || index % step === 1);
}

const experts = (config: ConfigFields, { width, hidden }: Sizes): Layer[] =>
  routedExperts({
    width,
    hidden,
    count: config.size('num_experts'),
    used: 1,
    gated: false,
    bias: false,
    routerBias: config.flag('router_bias'),
  });

interface Stack {
  readonly prefix: 'encoder' | 'decoder';
  readonly layers: number;
  readonly isSparse: (index: number) => boolean;
  /** Each layer has a table of relative positions (UMT5), not the first alone. */
  readonly relativeEach: boolean;
  /**
   * Whether an encoder without a decoder is built of decoder's layers, as `is_decoder` makes the library do: they look to the
   * left alone, and have an attention over another's states that there are none of.
   */
  readonly asDecoder: boolean;
  /** Attention of another kind in the encoder. */
  readonly long?: ReturnType<typeof longAttention>;
}

function stack(
  config: ConfigFields,
  sizes: Sizes,
  { prefix, layers, isSparse, relativeEach, asDecoder, long }: Stack,
): Block[] {
  const { width, heads, headWidth, hidden, gated } = sizes;
  const decoder = prefix === 'decoder';
  const mask: AttentionMask = decoder || asDecoder ? causal : fullMask;
  const relative = table('position', config.size('relative_attention_num_buckets'), heads);
  const shared = { width, heads, headWidth, bias: biases(false) };
  const crossing = [rmsNorm(width), ...crossAttention({ ...shared, contextPositions: 'sequence' })];
  const layer = (sparse: boolean): Layer[] => [
    ...(relativeEach ? [relative] : []),
    rmsNorm(width),
    ...(long?.layers ?? selfAttention({ ...shared, keyValueHeads: heads, mask })),
    ...(decoder ? crossing : []),
    rmsNorm(width),
    ...(sparse ? experts(config, sizes) : feedForward({ width, hidden, gated, bias: false })),
    residual(width, decoder ? crossAttentionSums : attentionSums),
  ];
  return [
    ...(relativeEach ? [] : [block(`${prefix} positions`, long?.tables ?? [relative])]),
    ...blocksOf(
      layers,
      (index) => (isSparse(index) ? 'experts' : 'dense'),
      (kind) => layer(kind === 'experts'),
    ).map((alike) => ({ ...alike, name: `${prefix} ${alike.name}` })),
    ...(asDecoder
      ? [{ ...block(`${prefix}: attention of no states`, crossing, 0), parameterSets: layers }]
      : []),
    block(`${prefix} norm`, [rmsNorm(width)]),
  ];
}

const never = (): boolean => false;

/** Saved files say it beside the activation's name, and the library sets what they say last. */
const isGated = (config: ConfigFields): boolean =>
  config.given('is_gated_act')
    ? config.flag('is_gated_act')
    : (config.text('feed_forward_proj') ?? '').startsWith('gated');

/** T5 and its relatives: relative positions, RMSNorm, no biases; the output is always tied to the embedding. */
export const t5Lineage: Family = {
  name: 't5',
  modelTypes: ['t5', 'mt5', 'umt5', 'longt5', 'switch_transformers', 'pop2piano'],
  read(config, modelType) {
    const isSwitch = modelType === 'switch_transformers';
    const sizes: Sizes = {
      width: config.size('d_model'),
      heads: config.size('num_heads'),
      headWidth: config.size('d_kv'),
      hidden: config.size('d_ff'),
      gated: !isSwitch && isGated(config),
    };
    const encoderLayers = config.layers('num_layers');
    // The library fills in the decoder's depth before it reads the alias num_hidden_layers.
    const decoderLayers =
      config.optionalSize('num_decoder_layers') === null
        ? config.withoutAliases().layers('num_layers')
        : config.layers('num_decoder_layers');
    // Pop2Piano hears a spectrogram and a composer, and writes notes: its output is never tied, its tables are one.
    const isPiano = modelType === 'pop2piano';
    const own = isSwitch || isPiano;
    const tied = !own || config.flag('tie_word_embeddings');
    const embedding = table('embedding', config.size('vocab_size'), sizes.width);
    const asDecoder =
      config.flag('is_decoder') &&
      /(?:EncoderModel|ForTokenClassification)$/.test(architectureClass(config) ?? '');
    const stackOf = (prefix: 'encoder' | 'decoder', layers: number): Block[] =>
      stack(config, sizes, {
        prefix,
        layers,
        isSparse: isSwitch ? sparseLayers(config, layers, prefix) : never,
        relativeEach: modelType === 'umt5',
        asDecoder: asDecoder && prefix === 'encoder',
        ...(modelType === 'longt5' && prefix === 'encoder' && !asDecoder
          ? { long: longAttention(config, sizes) }
          : {}),
      });
    return sequenceToSequence({
      config,
      contextKey: 'n_positions',
      width: sizes.width,
      embedding: [
        ...tablesOf(embedding, tied || isPiano),
        ...(isPiano ? [table('embedding', config.size('composer_vocab_size'), sizes.width)] : []),
      ],
      encoder: stackOf('encoder', encoderLayers),
      decoder: stackOf('decoder', decoderLayers),
      tied: tied && !isPiano,
      notes:
        !own && config.given('tie_word_embeddings') && !config.flag('tie_word_embeddings')
          ? [
              said`The library ties the output to the embedding whatever tie_word_embeddings says; a checkpoint may hold a matrix of its own.`,
            ]
          : [],
    });
  },
};
