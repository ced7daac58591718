import { isOtherShape } from '../approximate';
import type { ConfigFields, ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { PythonDocument } from '../documents/python';
import type { TransformerDescription } from '../families/generic/transformer';
import { spellings } from '../key-spellings';
import { queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { approximatedBy, llamaHidden, noDefaults } from './format';
import { furtherKeysOf, onFurtherKeys, tellsOfOtherLayers, withFurtherKeys } from './further-keys';
import { said } from '../../units/message';

/** How people name the sizes of a Transformer of their own, beside the names that libraries have. */
const names = {
  width: [...spellings.hidden_size, 'emb_dim', 'embed_dim', 'embedding_dim', 'n_embed'],
  layers: [...spellings.num_hidden_layers, 'num_blocks', 'n_blocks'],
  heads: [...spellings.num_attention_heads, 'nhead'],
  vocabulary: [...spellings.vocab_size, 'vocabulary_size'],
  context: [
    ...spellings.max_position_embeddings,
    'context_length',
    'context_size',
    'context_len',
    'block_size',
    'seq_len',
    'sequence_length',
    'max_len',
    'max_length',
  ],
} as const;

type Size = keyof typeof names;

const keyOf = (values: ConfigObject, size: Size): string | null =>
  names[size].find((key) => typeof values[key] === 'number') ?? null;

const biasKeys = ['qkv_bias', 'attn_bias', 'attention_bias'] as const;

/** Keys of what is no decoder of texts. */
const ofOtherModels =
  /^(?:num_|n_)?(?:class(?:es)?|labels|type_vocab_size|segments)$|^(?:src|tgt|source|target)_/;
/** Keys by which a decoder is of Llama's kind: rotary positions, RMSNorm or a gate. */
const ofLlama = /^(?:use_)?(?:rope|rotary|rms_?norm|swiglu)(?:_|$)/i;

/**
 * A Transformer of somebody's own by the plain names of its sizes; null where they are not all there. `name` is what they are
 * called in the file. `unresolved` are keys whose value only running the code would tell.
 */
function plainPart(
  values: ConfigObject,
  prefix: string,
  name: string,
  unresolved: readonly string[] = [],
): ModelPart | null {
  const width = keyOf(values, 'width');
  const layers = keyOf(values, 'layers');
  const heads = keyOf(values, 'heads');
  const vocabulary = keyOf(values, 'vocabulary');
  if (width === null || layers === null || heads === null || vocabulary === null) return null;
  const context = keyOf(values, 'context');
  const read = [width, layers, heads, vocabulary, context].filter((key) => key !== null);
  if (read.some((key) => unresolved.includes(key))) return null;
  const rest = Object.fromEntries(Object.entries(values).filter(([key]) => !read.includes(key)));
  if (
    isOtherShape(rest) ||
    tellsOfOtherLayers(rest, () => false) ||
    Object.keys(rest).some((key) => ofOtherModels.test(key))
  )
    return { kind: 'unknown', name, key: prefix + width };
  const isLlama = Object.entries(values).some(
    ([key, value]) => ofLlama.test(key) && value !== false && value !== null,
  );
  const bias = biasKeys.find((key) => typeof values[key] === 'boolean');
  const usual = {
    ...(isLlama ? {} : { hidden_ratio: 4 }),
    tied: false,
    gated: isLlama,
    rotary: isLlama,
    learned_positions: !isLlama,
    rms_norm: isLlama,
    bias: !isLlama,
  };
  const further = furtherKeysOf(
    values,
    new Set([...read, ...(bias === undefined ? [] : [bias]), '_target_']),
    unresolved,
    usual,
  );
  const describe = (config: ConfigFields): TransformerDescription => {
    const size = config.size(width);
    const count = config.size(heads);
    const length = context === null ? null : config.optionalSize(context);
    const hasBias = bias === undefined ? !isLlama : config.flag(bias);
    const headWidth =
      further.ownKeys.head_width === undefined
        ? config.headWidth(width, heads)
        : Math.max(1, Math.floor(size / count));
    const model: TransformerDescription = {
      width: size,
      layers: config.layers(layers),
      heads: count,
      keyValueHeads: count,
      headWidth,
      attentionBias: isLlama ? queryKeyValueBias(hasBias, false) : queryKeyValueBias(hasBias, true),
      norm: isLlama ? 'rms' : 'layer',
      learnedPositions: isLlama ? null : length,
      rotatedWidth: isLlama ? headWidth : 0,
      hidden: isLlama ? llamaHidden(size, 1) : 4 * size,
      gated: isLlama,
      feedForwardBias: !isLlama,
      vocabulary: config.size(vocabulary),
      tied: false,
      contextLength: length,
    };
    return withFurtherKeys(model, config, further);
  };
  const shape = isLlama ? 'Llama' : 'GPT-2';
  return {
    kind: 'transformer',
    architecture: name,
    prefix,
    values,
    defaults: noDefaults,
    describe,
    ...approximatedBy([
      isLlama
        ? said`Read as a Llama-like decoder by the names of its sizes alone: what is built of ${name} is not known.`
        : said`Read as a GPT-2-like decoder by the names of its sizes alone: what is built of ${name} is not known.`,
      ...(further.values.tied === undefined && !further.understood.some((key) => /tie|tying|share/.test(key))
        ? [said`The file does not say whether the output is tied to the embedding: read as not tied.`]
        : []),
      ...onFurtherKeys(further, shape),
    ]),
  };
}

/** Keys of a config.json that say nothing of its layers. */
const ofAnyConfig: ReadonlySet<string> = new Set([
  'model_type',
  'architectures',
  'auto_map',
  'torch_dtype',
  'dtype',
  'transformers_version',
  'name_or_path',
  '_name_or_path',
]);
/** Classes that write texts. */
const writesTexts = /(?:ForCausalLM|LMHeadModel|LanguageModel|GPT|Decoder|LM)$/;

/**
 * A config.json of an unknown type, or of none, with the plain names of a decoder's sizes; null where they are not all there, or
 * its class is none of a decoder.
 */
export function plainConfig(values: ConfigObject, name: string): ModelPart | null {
  const { architectures } = values;
  const classes: readonly unknown[] = Array.isArray(architectures) ? architectures : [];
  if (classes.some((each) => typeof each !== 'string' || !writesTexts.test(each))) return null;
  const own = Object.fromEntries(Object.entries(values).filter(([key]) => !ofAnyConfig.has(key)));
  if (isOtherShape(own)) return null;
  const part = plainPart(own, '', name);
  return part?.kind === 'unknown' ? null : part;
}

/** Dictionaries of a module that hold sizes; those of its calls and classes have readers of their own. */
function dictionaries(document: ConfigDocument): readonly ModelPart[] {
  const { constructs } = document as PythonDocument;
  const paths = new Set(constructs.map(({ path }) => path));
  const parts = Object.entries(document.values).flatMap(([name, values]) =>
    isObject(values) && !paths.has(name) ? (plainPart(values, `${name}.`, name) ?? []) : [],
  );
  // Known ones first: a file is read by the first of its models.
  return [...parts].sort((one, other) => Number(one.kind === 'unknown') - Number(other.kind === 'unknown'));
}

/** Dictionaries of sizes in Python source, as books and small projects have them. */
export const pythonDictionaries: TextFormat = {
  name: 'python',
  syntax: 'python',
  telling: [
    /^\w+[ \t]*(?::[^=\n]{1,80})?=[ \t]*(?:dict[ \t]*\(|\{)/m,
    /["']?\b(?:vocab_size|n_vocab|padded_vocab_size|vocabulary_size)\b["']?[ \t]*[:=]/,
    /["']?\b(?:n_layers?|num_layers|num_hidden_layers|num_blocks|n_blocks)\b["']?[ \t]*[:=]/,
  ],
  find: (document) => dictionaries(document)[0] ?? null,
  findAll: dictionaries,
};

/** Where a training file keeps the sizes of its model. */
const sections = [['model'], ['model', 'config'], ['model', 'params'], ['model_config']] as const;

function sectionPart({ values }: ConfigDocument): ModelPart | null {
  // What hydra makes of a file says its class.
  const target = values['_target_'];
  if (typeof target === 'string') return plainPart(values, '', target.slice(0, 60));
  for (const path of sections) {
    let section: ConfigObject | null = values;
    for (const key of path) {
      const inner: unknown = section === null || !Object.hasOwn(section, key) ? null : section[key];
      section = isObject(inner as ConfigObject) ? (inner as ConfigObject) : null;
    }
    if (section === null) continue;
    const own = section['_target_'] ?? section['name'];
    const part = plainPart(
      section,
      `${path.join('.')}.`,
      typeof own === 'string' ? own.slice(0, 60) : path.join('.'),
    );
    if (part !== null) return part;
  }
  return null;
}

/** A model's plain sizes in the YAML of somebody's own trainer. */
export const plainYaml: TextFormat = {
  name: 'plain-yaml',
  syntax: 'yaml',
  telling: [
    /^[ \t]*["']?(?:model|model_config|_target_)["']?[ \t]*:/m,
    /\b(?:vocab_size|n_vocab|padded_vocab_size|vocabulary_size)["']?[ \t]*:/,
    /\b(?:n_layers?|num_layers|num_hidden_layers|num_blocks|n_blocks)["']?[ \t]*:/,
  ],
  find: sectionPart,
};
