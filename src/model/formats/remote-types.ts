import type { ConfigFields, ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import { coveredModelTypes } from '../families/catalogue';
import type { TransformerDescription } from '../families/generic/transformer';
import { queryKeyValueBias } from '../sub-layers';
import { isCalledAfter, stemOf } from '../library-classes';
import { defaultsOf } from '../library-defaults';
import type { ModelPart } from './format';
import { noDefaults, renamed } from './format';
import { said } from '../../units/message';
import { timmWrapperPart } from './timm-wrapper';

/**
 * Model types whose classes come with their checkpoints and not with the library, and the library's type that is built
 * of the same layers under the same keys.
 */
const sameAs: Readonly<Record<string, string>> = {
  kimi_k2: 'deepseek_v3',
  internlm2: 'llama',
  internlm3: 'llama',
  Yi: 'llama',
  yi: 'llama',
  aquila: 'llama',
  xverse: 'llama',
  mimo: 'qwen2',
};

/** Whether a type is known to come with code of its own, or is the library's, if one that is not covered: no slip. */
export const isRemoteType = (modelType: string): boolean =>
  Object.hasOwn(sameAs, modelType) || modelType === 'phi-msft' || defaultsOf(modelType) !== undefined;

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');
let byClass: ReadonlyMap<string, string> | null = null;

/**
 * The class of a model, or else of its configuration, that comes with a checkpoint (`auto_map`) where it is not called as the
 * library's of that type: what its layers are is not known. Null where there is none, or where it is that class by its name.
 */
export function foreignClass(values: ConfigObject, modelType: string): string | null {
  const map = values['auto_map'];
  // Types that the library does not have are read as what their own code makes.
  if (!isObject(map) || defaultsOf(modelType) === undefined) return null;
  const named = (isOfKind: (key: string) => boolean): readonly string[] =>
    Object.entries(map).flatMap(([key, value]) =>
      isOfKind(key) && typeof value === 'string' ? [value.slice(value.lastIndexOf('.') + 1)] : [],
    );
  const classes = [...named((key) => key.startsWith('AutoModel')), ...named((key) => key === 'AutoConfig')];
  const foreign = classes.find((name) => name !== '' && !isCalledAfter(name, modelType));
  return foreign?.slice(0, 80) ?? null;
}

/** The class of the library's name that comes with a checkpoint (`auto_map`) and is built in the library's stead; null where there is none. */
export function ownClass(values: ConfigObject): string | null {
  const map = values['auto_map'];
  if (!isObject(map)) return null;
  for (const [key, value] of Object.entries(map))
    if (key.startsWith('AutoModel') && typeof value === 'string') return value.slice(0, 80);
  return null;
}

/** The covered model type whose class a name is: DeepseekV3ForCausalLM is deepseek_v3. */
export function modelTypeOfClass(name: string): string | null {
  byClass ??= new Map(coveredModelTypes.map((type) => [plain(type), type]));
  return byClass.get(plain(stemOf(name))) ?? null;
}

/** ChatGLM 2 and 3: Megatron's names, one norm before each part, grouped keys and values. */
function describeChatGlm(config: ConfigFields): TransformerDescription {
  const heads = config.size('num_attention_heads');
  const headWidth =
    config.optionalSize('kv_channels') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const bias = config.flag('add_bias_linear');
  return {
    width: config.size('hidden_size'),
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: config.flag('multi_query_attention')
      ? config.keyValueHeads('multi_query_group_num', heads)
      : heads,
    headWidth,
    attentionBias: queryKeyValueBias(bias || config.flag('add_qkv_bias'), bias),
    norm: config.raw('rmsnorm') === false ? 'layer' : 'rms',
    finalNorm: config.raw('post_layer_norm') !== false,
    learnedPositions: null,
    rotatedWidth: Math.floor(headWidth / 2),
    hidden: config.size('ffn_hidden_size'),
    gated: true,
    feedForwardBias: bias,
    vocabulary: config.size('padded_vocab_size'),
    tied: config.flag('tie_word_embeddings'),
    contextLength: config.optionalSize('seq_length'),
  };
}

const hasSizes = (values: ConfigObject): boolean =>
  Object.hasOwn(values, 'hidden_size') &&
  Object.hasOwn(values, 'num_hidden_layers') &&
  Object.hasOwn(values, 'vocab_size');

/** How a config of a type that the library does not have is read after all; null where it is not known. */
export function remotePart(modelType: string | null, values: ConfigObject): ModelPart | null {
  if (modelType === 'chatglm' && Object.hasOwn(values, 'padded_vocab_size')) {
    return {
      kind: 'transformer',
      architecture: 'chatglm',
      prefix: '',
      values,
      defaults: noDefaults,
      describe: describeChatGlm,
    };
  }
  if (modelType === 'timm_wrapper') return timmWrapperPart(values);
  if (modelType === 'phi-msft' && Object.hasOwn(values, 'n_embd')) {
    const own = renamed(values, {
      n_embd: 'hidden_size',
      n_head: 'num_attention_heads',
      n_head_kv: 'num_key_value_heads',
      n_layer: 'num_hidden_layers',
      n_positions: 'max_position_embeddings',
      vocab_size: 'vocab_size',
      tie_word_embeddings: 'tie_word_embeddings',
    });
    const width = values['n_embd'];
    own.values['intermediate_size'] = values['n_inner'] ?? (typeof width === 'number' ? 4 * width : null);
    return { kind: 'library', modelType: 'phi', prefix: '', ...own };
  }
  const equal = modelType !== null && Object.hasOwn(sameAs, modelType) ? sameAs[modelType] : undefined;
  const classes = values['architectures'];
  const named: unknown = Array.isArray(classes) ? classes[0] : undefined;
  const type = equal ?? (typeof named === 'string' ? modelTypeOfClass(named) : null);
  if (type === null || !hasSizes(values)) return null;
  const predicted = values['num_nextn_predict_layers'];
  const notes = [
    said`Read as ${type}, whose layers and keys its class shares.`,
    ...(modelType === 'mimo' && typeof predicted === 'number' && predicted > 0
      ? [said`The multi-token-prediction layer is not counted.`]
      : []),
  ];
  // A class that comes with the checkpoint may be called as the library's and have other layers.
  const hasOwnClass = equal === undefined && isObject(values['auto_map']);
  // The library goes by the type, not by the class: what it would build of this one is not known.
  const ownType = equal === undefined && modelType !== null && defaultsOf(modelType) !== undefined;
  return {
    kind: 'library',
    modelType: type,
    prefix: '',
    values,
    ownKeys: {},
    ...(ownType
      ? {
          approximate: said`Read as ${type}, as its class is called: the library goes by model_type, and ${modelType} is not covered.`,
        }
      : hasOwnClass
        ? {
            approximate: said`Read as ${type}, as its class is called: its code of its own (auto_map) may have other layers.`,
          }
        : { notes }),
  };
}
