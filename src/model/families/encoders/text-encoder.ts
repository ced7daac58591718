import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import type { Block } from '../../spec';
import type { DecoderUse } from './decoder-use';
import { maskedLanguageHead, pooler, unusedBias } from '../bert';
import { labelCount } from '../labels';
import { architectureClass, headNotCounted } from '../decoder';
import type { ModelShape } from '../family';
import { said, type Message } from '../../../units/message';

/** What the library's class names end in: the head that stands on an encoder. */
const headKinds = [
  'ForMaskedLM',
  'ForPreTraining',
  'ForSequenceClassification',
  'ForMultipleChoice',
  'ForNextSentencePrediction',
  'ForTokenClassification',
  'ForQuestionAnswering',
  'ForQuestionAnsweringSimple',
  'ForCausalLM',
  'LMHeadModel',
  'Model',
] as const;
export type HeadKind = (typeof headKinds)[number];

/** The layers of each head that an encoder has; read only where the config names it. */
export type Heads = Readonly<Partial<Record<HeadKind, () => readonly Layer[]>>>;

/** A linear layer to the classes, over every token or (1) over one vector of the sample. */
export const classifier = (config: ConfigFields, width: number, positions: 'sequence' | 1): Layer =>
  linear('head', width, labelCount(config), true, { positions });

/** Types whose class for answers has its two numbers whatever classes the file names; the others take theirs for them. */
const twoWhateverClasses: ReadonlySet<string> = new Set([
  'bart',
  'bigbird_pegasus',
  'led',
  'mbart',
  'mvp',
  'nystromformer',
  'roformer',
]);

/** Where an answer begins and where it ends, over every token: two numbers, and the library runs with no others. */
export function answerSpan(config: ConfigFields, width: number): Layer {
  const classes = labelCount(config);
  const type = config.raw('model_type');
  if (classes !== 2 && !(typeof type === 'string' && twoWhateverClasses.has(type)))
    config.refuse(
      typeof config.raw('num_labels') === 'number' ? 'num_labels' : 'id2label',
      said`makes ${classes} classes: an answer has two, its beginning and its end.`,
    );
  return linear('head', width, 2, true);
}

/** Classification of one vector of the sample, behind a dense layer of the body's width. */
export const pooledClassifier = (config: ConfigFields, width: number): readonly Layer[] => [
  ...pooler(width),
  classifier(config, width, 1),
];

/** BERT's and RoBERTa's heads; the masked-language head works at `headWidth`, its embedding's. */
export function bertHeads(config: ConfigFields, width: number, headWidth: number = width): Heads {
  const masked = (): readonly Layer[] => [
    ...maskedLanguageHead(config, width, headWidth),
    ...unusedBias(config),
  ];
  return {
    ForMaskedLM: masked,
    ForPreTraining: () => [...pooler(width), ...masked(), linear('head', width, 2, true, { positions: 1 })],
    ForSequenceClassification: () => pooledClassifier(config, width),
    ForMultipleChoice: () => [...pooler(width), linear('head', width, 1, true, { positions: 1 })],
    ForNextSentencePrediction: () => [...pooler(width), linear('head', width, 2, true, { positions: 1 })],
    ForTokenClassification: () => [classifier(config, width, 'sequence')],
    ForQuestionAnswering: () => [answerSpan(config, width)],
    ForCausalLM: masked,
    LMHeadModel: masked,
    Model: () => pooler(width),
  };
}

/** Heads of a body without pooler. */
export const withoutPooler = (heads: Heads): Heads => ({ ...heads, Model: () => [] });

/** Choices told apart by one vector of each as it is. */
export const choiceOfVector = (width: number): readonly Layer[] => [
  linear('head', width, 1, true, { positions: 1 }),
];

/** Tokens, token types (where there are any) and learned positions, summed and normed. */
export function bertEmbedding(config: ConfigFields, width: number): Layer[] {
  return [
    ...tokenAndTypeTables(config, width),
    table('position', config.size('max_position_embeddings'), width),
    residual(width, 2),
    layerNorm(width),
  ];
}

export const tokenAndTypeTables = (config: ConfigFields, width: number): Layer[] => [
  table('embedding', config.size('vocab_size'), width),
  table('embedding', config.count('type_vocab_size'), width),
];

/** Types whose positions begin behind the padding's number, as fairseq's do (create_position_ids_from_input_ids). */
const numberedBehindPadding: ReadonlySet<string> = new Set([
  'altclip_text_model',
  'bridgetower_text_model',
  'camembert',
  'clap_text_model',
  'data2vec-text',
  'esm',
  'ibert',
  'longformer',
  'luke',
  'mpnet',
  'roberta',
  'roberta-prelayernorm',
  'xlm-roberta',
  'xlm-roberta-xl',
  'xmod',
]);
/** RoBERTa's number of padding, and that of all its relatives. */
const usualPadding = 1;

/** The longest sequence whose positions a table has. Tokens, null where the config has no table's length. */
function longestSequence(config: ConfigFields): number | null {
  const positions = config.optionalSize('max_position_embeddings');
  const type = config.raw('model_type');
  if (positions === null || typeof type !== 'string' || !numberedBehindPadding.has(type)) return positions;
  // ESM's rotary embedding has no table.
  if (type === 'esm' && config.text('position_embedding_type') !== 'absolute') return positions;
  const named = config.raw('pad_token_id');
  const padding =
    type !== 'mpnet' && typeof named === 'number' && Number.isInteger(named) && named >= 0
      ? named
      : usualPadding;
  return Math.max(1, positions - padding - 1);
}

/** Encoders that the library builds with cross-attention where the file asks for it, though none of its classes uses them so. */
const crossing: ReadonlySet<string> = new Set(['convbert', 'esm', 'tapas']);

export interface TextEncoderDescription {
  readonly config: ConfigFields;
  readonly embedding: readonly Layer[];
  readonly body: readonly Block[];
  readonly heads: Heads;
  /** The head where the config names no class. */
  readonly usualHead?: HeadKind;
  /** Heads under which the body's pooler of `width` runs without being trained. */
  readonly idlePooler?: { readonly width: number; readonly under: readonly HeadKind[] };
  /** How its layers are a decoder's (`is_decoder`); absent where the library has no decoder of it. */
  readonly use?: DecoderUse;
  readonly notes?: readonly Message[];
}

/** An encoder of text: embedding, body, and the head that `architectures` names. */
export function textEncoder(description: TextEncoderDescription): ModelShape {
  const { config, embedding, body, heads, usualHead = 'ForMaskedLM', idlePooler, notes = [] } = description;
  const { use } = description;
  const type = config.raw('model_type');
  if (typeof type === 'string' && crossing.has(type) && config.flag('add_cross_attention'))
    config.refuse('add_cross_attention', 'is not covered.');
  const name = architectureClass(config);
  const kind = name === null ? usualHead : headKinds.find((candidate) => name.endsWith(candidate));
  const head = kind === undefined ? undefined : heads[kind];
  const idle = kind !== undefined && idlePooler?.under.includes(kind) === true ? idlePooler : undefined;
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: longestSequence(config),
    vocabularySize: config.size('vocab_size'),
    generates: use?.isDecoder === true,
    blocks: [
      block('embedding', embedding),
      ...(use?.body(body) ?? body),
      ...(idle === undefined ? [] : [{ ...block('pooler', pooler(idle.width)), untrained: true as const }]),
      block('output', head?.() ?? []),
    ],
    notes: [...notes, ...(use?.notes ?? []), ...(head === undefined ? [headNotCounted(name)] : [])],
  };
}

/** Layers over the sequence, `count` times. */
export const block = (name: string, layers: readonly Layer[], count = 1): Block => ({
  name,
  count,
  positions: 'sequence',
  layers,
});
