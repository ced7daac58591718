import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, fullMask, layerNorm, residual, table } from '../../layers';
import { biases, routedExperts } from '../../sub-layers';
import type { Block } from '../../spec';
import { architectureClass } from '../decoder';
import { stackLayer } from '../encoder-decoder';
import type { Family } from '../family';
import { blockSparseAttention, type BlockSparse } from './block-sparse';
import { sequenceToSequence, tablesOf } from './sequence-to-sequence';
import { block } from './text-encoder';
import { said } from '../../../units/message';

/** What sets the relatives of BART apart. */
interface Relative {
  /** Rows of the position table beyond the config's; null where positions are sines without a table. */
  readonly extraPositions: number | null;
  readonly embeddingNorm: boolean;
  readonly finalNorm: boolean;
  /** The flag of the config that gives attention its biases; always where absent. */
  readonly biasKey?: string;
}

/** BART keeps two positions in front of the first token. */
const positionOffset = 2;
const postNorm: Relative = { extraPositions: positionOffset, embeddingNorm: true, finalNorm: false };

const relatives: Readonly<Record<string, Relative>> = {
  bart: postNorm,
  plbart: postNorm,
  mvp: postNorm,
  mbart: { ...postNorm, finalNorm: true },
  'blenderbot-small': { extraPositions: 0, embeddingNorm: true, finalNorm: false },
  blenderbot: { extraPositions: 0, embeddingNorm: false, finalNorm: true },
  pegasus: { extraPositions: 0, embeddingNorm: false, finalNorm: true },
  marian: { extraPositions: 0, embeddingNorm: false, finalNorm: false },
  m2m_100: { extraPositions: null, embeddingNorm: false, finalNorm: true },
  seamless_m4t: { extraPositions: null, embeddingNorm: false, finalNorm: true },
  seamless_m4t_v2: { extraPositions: null, embeddingNorm: false, finalNorm: true },
  bigbird_pegasus: { extraPositions: 0, embeddingNorm: false, finalNorm: true, biasKey: 'use_bias' },
  'nllb-moe': { extraPositions: null, embeddingNorm: false, finalNorm: true },
};

/** NLLB's routing picks two experts a token. */
const expertsPerToken = 2;

/** A stack's layers: where there is a sparse step, each step-th has experts in place of its feed-forward. */
function layersOf(
  config: ConfigFields,
  prefix: 'encoder' | 'decoder',
  width: number,
  dense: Layer[],
): Block[] {
  const count = config.layers(`${prefix}_layers`);
  const step = config.count(`${prefix}_sparse_step`);
  const sparse = step === 0 ? 0 : Math.floor(count / step);
  if (sparse === 0) return [block(prefix, dense, count)];
  const experts = config.size('num_experts');
  const routed = routedExperts({
    width,
    hidden: config.size(`${prefix}_ffn_dim`),
    count: experts,
    used: Math.min(expertsPerToken, experts),
    gated: false,
    bias: true,
    routerBias: config.flag('router_bias'),
  });
  const others = dense.filter((layer) => layer.kind === 'attention' || layer.component !== 'feedForward');
  return [
    ...(count > sparse ? [block(prefix, dense, count - sparse)] : []),
    block(`${prefix} with experts`, [...others, ...routed], sparse),
  ];
}

function stack(
  config: ConfigFields,
  prefix: 'encoder' | 'decoder',
  width: number,
  own: Relative,
  sparse: BlockSparse | null = null,
): Block[] {
  const decoder = prefix === 'decoder';
  const { extraPositions } = own;
  const start: Layer[] = [
    ...(extraPositions === null
      ? []
      : [table('position', config.size('max_position_embeddings') + extraPositions, width)]),
    residual(width, 1),
    ...(own.embeddingNorm ? [layerNorm(width)] : []),
  ];
  const layers = stackLayer(config, {
    prefix,
    width,
    bias: biases(own.biasKey === undefined || config.flag(own.biasKey)),
    mask: decoder ? causal : fullMask,
    context: decoder ? 'sequence' : null,
  });
  return [
    block(`${prefix} positions`, start),
    ...layersOf(config, prefix, width, sparse === null ? layers : layers.flatMap(sparse.inPlaceOf)),
    ...(own.finalNorm ? [block(`${prefix} norm`, [layerNorm(width)])] : []),
  ];
}

/** Marian may keep the vocabularies of its two languages apart. */
function tables(config: ConfigFields, modelType: string, width: number) {
  const tied = config.flag('tie_word_embeddings');
  const source = table('embedding', config.size('vocab_size'), width);
  if (modelType !== 'marian' || config.flag('share_encoder_decoder_embeddings'))
    return { tied, embedding: tablesOf(source, tied) };
  const outputVocabulary = config.optionalSize('decoder_vocab_size') ?? config.size('vocab_size');
  return { tied, outputVocabulary, embedding: [source, table('embedding', outputVocabulary, width)] };
}

/** Those whose decoder the library has no class of. */
const withoutDecoderClass: ReadonlySet<string> = new Set([
  'm2m_100',
  'nllb-moe',
  'seamless_m4t',
  'seamless_m4t_v2',
]);

/** What the decoder reads where it stands alone. */
const decoderTable = (config: ConfigFields, width: number): Layer =>
  table('embedding', config.size('vocab_size'), width);

/** BART classifies texts into three where the file names no classes. */
function withThreeLabels(config: ConfigFields): ConfigFields {
  if (architectureClass(config)?.endsWith('ForSequenceClassification') !== true) return config;
  const isNamed = (key: string): boolean => (config.raw(key) ?? null) !== null;
  return isNamed('id2label') || isNamed('num_labels') ? config : config.overlaid({ num_labels: 3 });
}

/** BART and its relatives: biases everywhere, learned or sine positions in both stacks. */
export const bartLineage: Family = {
  name: 'bart',
  modelTypes: Object.keys(relatives),
  read(given, modelType) {
    const isSeamless = modelType.startsWith('seamless');
    const config = isSeamless
      ? given.overlaid({ d_model: given.size('hidden_size') })
      : modelType === 'bart'
        ? withThreeLabels(given)
        : modelType === 'bigbird_pegasus' && architectureClass(given)?.endsWith('ForCausalLM') === true
          ? // The library does not tie the output of this decoder alone.
            given.overlaid({ tie_word_embeddings: false })
          : given;
    const width = config.size('d_model');
    const own = relatives[modelType] ?? postNorm;
    const name = architectureClass(config);
    if (isSeamless && name !== null && !name.endsWith('ForTextToText'))
      config.refuse('architectures', said`names ${name}: only the model from text to text is covered.`);
    if (config.flag('use_prompt'))
      config.refuse('use_prompt', 'is not covered: only the model without prompts.');
    const sparse = modelType === 'bigbird_pegasus' ? blockSparseAttention(config) : null;
    return sequenceToSequence({
      config,
      contextKey: 'max_position_embeddings',
      width,
      ...tables(config, modelType, width),
      ...(withoutDecoderClass.has(modelType) ? {} : { decoderTable: decoderTable(config, width) }),
      encoder: stack(config, 'encoder', width, own, sparse),
      decoder: stack(config, 'decoder', width, own),
      notes: sparse === null || name?.endsWith('ForCausalLM') === true ? [] : [sparse.note],
    });
  },
};
