import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import { fullMask, layerNorm, linear, rmsNorm, rmsNormWithoutScale, vector } from '../../layers';
import { defaultsOf } from '../../library-defaults';
import { deepseek } from '../deepseek';
import { falcon } from '../falcon';
import type { Family, ModelShape } from '../family';
import { minimax } from '../hybrids/lightning';
import { phi } from '../phi';
import { stablelm } from '../stablelm';
import type { GroupedQueryVariant } from './grouped-query';
import { groupedQueryDecoder } from './grouped-query';
import { withPredictionLayers } from './prediction-layers';
import { said } from '../../../units/message';

/** What a class that is not in the library says of its config: the file's keys by the library's, and its defaults. */
export interface RemoteNames {
  readonly names?: Readonly<Record<string, string>>;
  readonly defaults?: LibraryDefaults['values'];
}

/** The config under the library's names. */
export function renamed(config: ConfigFields, { names = {}, defaults = {} }: RemoteNames): ConfigFields {
  const aliases = Object.fromEntries(Object.entries(names).map(([field, key]) => [key, field]));
  return config.withDefaults({ values: defaults, aliases });
}

const ties = { tie_word_embeddings: true };
const bias = { queryKeyValueBias: 'bias', outputBias: 'bias', defaults: { bias: true } } as const;

/** Decoders of the Llama lineage: their keys and what each changes. */
const variants: Readonly<Record<string, GroupedQueryVariant & RemoteNames>> = {
  Yi: {},
  xverse: {},
  aquila: {},
  skywork: {},
  baichuan: { names: { max_position_embeddings: 'model_max_length' } },
  minicpm: { defaults: ties },
  orion: { norm: layerNorm },
  internlm: bias,
  internlm2: bias,
  PanguEmbedded: bias,
  // Its DreamModel is the class with the head.
  Dream: { queryKeyValueBias: true, alwaysHead: true },
  telechat: {
    names: {
      num_hidden_layers: 'n_layer',
      num_attention_heads: 'n_head',
      intermediate_size: 'ffn_hidden_size',
      max_position_embeddings: 'seq_length',
    },
    outputBias: true,
    extra: (_config, { width }) => [vector('feedForward', width)],
  },
  mimo: { queryKeyValueBias: 'attention_bias' },
  phi3small: {
    names: { intermediate_size: 'ff_intermediate_size' },
    norm: layerNorm,
    queryKeyValueBias: true,
    outputBias: true,
    feedForwardBias: true,
    defaults: ties,
  },
};

const newName = {
  names: { num_hidden_layers: 'num_layers', max_position_embeddings: 'max_sequence_length' },
};

/** ChatGLM 6B: GELU without gate, biases everywhere. */
const readChatGlm1 = (config: ConfigFields): ModelShape =>
  groupedQueryDecoder(
    renamed(config, { names: { ...newName.names, intermediate_size: 'inner_hidden_size' }, defaults: ties }),
    {
      norm: layerNorm,
      queryKeyValueBias: true,
      outputBias: true,
      feedForwardBias: true,
      gated: false,
      alwaysHead: true,
    },
  );

/** ChatGLM 2 and 3, and GLM 4's first release: grouped queries, SwiGLU, biased queries, keys and values. */
function readChatGlm2(config: ConfigFields): ModelShape {
  const grouped = config.flag('multi_query_attention');
  if (config.raw('post_layer_norm') === false)
    config.refuse('post_layer_norm', 'must be true: false is not covered.');
  const allBiased = config.flag('add_bias_linear');
  return groupedQueryDecoder(
    renamed(config, {
      names: {
        num_hidden_layers: 'num_layers',
        intermediate_size: 'ffn_hidden_size',
        head_dim: 'kv_channels',
        vocab_size: 'padded_vocab_size',
        max_position_embeddings: 'seq_length',
        ...(grouped ? { num_key_value_heads: 'multi_query_group_num' } : {}),
      },
    }),
    {
      norm: config.raw('rmsnorm') === false ? layerNorm : rmsNorm,
      queryKeyValueBias: allBiased || config.flag('add_qkv_bias'),
      outputBias: allBiased,
      feedForwardBias: allBiased,
      alwaysHead: true,
    },
  );
}

/** Qwen's first models: intermediate_size counts gate and input together. */
function readQwen1(config: ConfigFields): ModelShape {
  const biased = config.raw('no_bias') === false;
  return groupedQueryDecoder(
    renamed(config, { names: { head_dim: 'kv_channels', max_position_embeddings: 'seq_length' } }),
    {
      queryKeyValueBias: true,
      outputBias: biased,
      feedForwardBias: biased,
      hidden: (fields) => Math.floor(fields.size('intermediate_size') / 2),
    },
  );
}

/** OLMo as its own code writes it: mlp_hidden_size counts gate and input together. */
function readOlmo(config: ConfigFields): ModelShape {
  const affine = config.raw('layer_norm_with_affine') !== false;
  const rms = config.text('layer_norm_type') === 'rms';
  const gated = (config.text('activation_type') ?? 'swiglu') === 'swiglu';
  const plain = rms ? rmsNorm : layerNorm;
  const padded = config.optionalSize('embedding_size') !== null;
  const both = (fields: ConfigFields): number =>
    fields.optionalSize('mlp_hidden_size') ??
    Math.floor((fields.decimal('mlp_ratio') ?? 4) * fields.size('hidden_size'));
  return groupedQueryDecoder(
    renamed(config, {
      names: {
        hidden_size: 'd_model',
        num_attention_heads: 'n_heads',
        num_key_value_heads: 'n_kv_heads',
        num_hidden_layers: 'n_layers',
        max_position_embeddings: 'max_sequence_length',
        tie_word_embeddings: 'weight_tying',
        ...(padded ? { vocab_size: 'embedding_size' } : {}),
      },
      defaults: { ...ties, include_bias: true },
    }),
    {
      norm: affine
        ? plain
        : (width) => (rms ? rmsNormWithoutScale(width) : layerNorm(width, { scale: false })),
      queryKeyValueBias: 'include_bias',
      outputBias: 'include_bias',
      feedForwardBias: 'include_bias',
      gated,
      hidden: (fields) => Math.max(1, gated ? Math.floor(both(fields) / 2) : both(fields)),
      ...(config.flag('attention_layer_norm') ? { queryKeyNorm: 'allHeads' } : {}),
    },
  );
}

/** LLaDA: Llama's layers under OLMo's keys, each token looking at all others (arXiv:2502.09992). */
function readLlada(config: ConfigFields): ModelShape {
  if (config.given('num_experts'))
    config.refuse('num_experts', 'is not covered: only the form without experts.');
  const form = config.text('block_type') ?? 'llama';
  if (form !== 'llama') config.refuse('block_type', said`is "${form}": only llama is covered.`);
  const padded = config.optionalSize('embedding_size') !== null;
  const shape = groupedQueryDecoder(
    renamed(config, {
      names: {
        hidden_size: 'd_model',
        num_attention_heads: 'n_heads',
        num_key_value_heads: 'n_kv_heads',
        num_hidden_layers: 'n_layers',
        intermediate_size: 'mlp_hidden_size',
        max_position_embeddings: 'max_sequence_length',
        tie_word_embeddings: 'weight_tying',
        ...(padded ? { vocab_size: 'embedding_size' } : {}),
      },
    }),
    {
      queryKeyValueBias: config.flag('include_bias') || config.flag('include_qkv_bias'),
      outputBias: config.flag('include_bias'),
      feedForwardBias: config.flag('include_bias'),
      alwaysHead: true,
    },
  );
  return {
    ...shape,
    generates: false,
    blocks: shape.blocks.map((block) => ({
      ...block,
      layers: block.layers.map((layer) =>
        layer.kind === 'attention' ? { ...layer, mask: fullMask } : layer,
      ),
    })),
    notes: [...shape.notes, said`It fills masks in several passes over the whole text, and keeps no keys.`],
  };
}

/** Decoders of the Llama lineage that come with code of their own. */
export const remoteLlamaLike: Family = {
  name: 'llama',
  modelTypes: [...Object.keys(variants), 'chatglm', 'qwen', 'hf_olmo', 'llada'],
  outsideLibrary: true,
  read(config, modelType) {
    if (modelType === 'chatglm')
      return config.given('ffn_hidden_size') ? readChatGlm2(config) : readChatGlm1(config);
    if (modelType === 'qwen') return readQwen1(config);
    if (modelType === 'hf_olmo') return readOlmo(config);
    if (modelType === 'llada') return readLlada(config);
    const { names = {}, defaults = {}, ...variant } = variants[modelType] ?? {};
    const shape = groupedQueryDecoder(renamed(config, { names, defaults }), variant);
    if (modelType !== 'mimo') return shape;
    const width = config.size('hidden_size');
    const joined = linear('other', 2 * width, width, false);
    return withPredictionLayers(shape, config.count('num_nextn_predict_layers'), [
      joined,
      rmsNorm(width),
      rmsNorm(width),
      rmsNorm(width),
    ]);
  },
};

/** Types that the library has under another name, with other keys. */
interface Renaming extends RemoteNames {
  readonly family: Family;
  readonly libraryType: string;
}

const openAiNames = { num_hidden_layers: 'n_layer', num_attention_heads: 'n_head' };
const falconNames = { ...openAiNames, num_kv_heads: 'n_head_kv' };
const phiNames = {
  ...openAiNames,
  hidden_size: 'n_embd',
  max_position_embeddings: 'n_positions',
  num_key_value_heads: 'n_head_kv',
};

const renamings: Readonly<Record<string, Renaming>> = {
  kimi_k2: { family: deepseek, libraryType: 'deepseek_v3' },
  stablelm_epoch: { family: stablelm, libraryType: 'stablelm' },
  RefinedWebModel: { family: falcon, libraryType: 'falcon', names: falconNames },
  RefinedWeb: {
    family: falcon,
    libraryType: 'falcon',
    names: falconNames,
    defaults: { new_decoder_architecture: true },
  },
  'phi-msft': { family: phi, libraryType: 'phi', names: phiNames },
  'mixformer-sequential': { family: phi, libraryType: 'phi', names: phiNames },
  minimax_text_01: { family: minimax, libraryType: 'minimax' },
  minimax_m1: { family: minimax, libraryType: 'minimax' },
};

/** MiniMax's own code tells softmax attention (1) from lightning attention (0) by numbers. */
function withLayerTypes(config: ConfigFields): ConfigFields {
  if (config.count('shared_intermediate_size') > 0)
    config.refuse('shared_intermediate_size', 'must be 0: shared experts are not covered.');
  const layers = config.layers('num_hidden_layers');
  const kinds = config.integers('attn_type_list');
  if (kinds.length !== layers || kinds.some((kind) => kind !== 0 && kind !== 1)) {
    config.refuse('attn_type_list', said`must hold 0 or 1 for each of the ${layers} layers.`);
    return config;
  }
  return config.overlaid({
    layer_types: kinds.map((kind) => (kind === 1 ? 'full_attention' : 'linear_attention')),
  });
}

/** Phi's first configs leave the feed-forward's width out, or null: four times the model's. */
function phiHidden(config: ConfigFields): Pick<Required<RemoteNames>, 'names' | 'defaults'> {
  if (config.optionalSize('n_inner') !== null)
    return { names: { intermediate_size: 'n_inner' }, defaults: {} };
  return { names: {}, defaults: { intermediate_size: 4 * config.size('n_embd') } };
}

/** Kimi's code holds the routers' corrections as parameters, where the library has buffers. */
function withCorrections(shape: ModelShape, config: ConfigFields): ModelShape {
  const sparse = Math.max(0, config.layers('num_hidden_layers') - config.count('first_k_dense_replace'));
  if ((config.text('topk_method') ?? 'noaux_tc') !== 'noaux_tc' || sparse === 0) return shape;
  const corrections = vector('router', config.size('n_routed_experts'));
  return {
    ...shape,
    blocks: [
      ...shape.blocks,
      { name: 'corrections', count: sparse, positions: 'sequence', layers: [corrections] },
    ],
  };
}

export const renamedTypes: Family = {
  name: 'renamed',
  modelTypes: Object.keys(renamings),
  outsideLibrary: true,
  read(config, modelType, library) {
    const renaming = renamings[modelType];
    if (renaming === undefined) return remoteLlamaLike.read(config, modelType, library);
    const { family, libraryType, names, defaults } = renaming;
    const own = libraryType === 'phi' ? phiHidden(config) : { names: {}, defaults: {} };
    const usual = defaultsOf(libraryType)?.values;
    const fields = renamed(config, {
      names: { ...names, ...own.names },
      defaults: { ...usual, ...defaults, ...own.defaults },
    });
    const shape = family.read(
      libraryType === 'minimax' ? withLayerTypes(fields) : fields,
      libraryType,
      library,
    );
    return modelType === 'kimi_k2' ? withCorrections(shape, fields) : shape;
  },
};
