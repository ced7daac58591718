import type { ConfigValue } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { ModelPart, TextFormat } from './format';
import { has, renamed } from './format';

/** mesh-transformer-jax: GPT-J. */
export const meshTransformerJax: TextFormat = {
  name: 'mesh-transformer-jax',
  syntax: 'json',
  telling: [/"layers"/, /"d_model"/, /"n_heads"/, /"n_vocab"/],
  find({ values }: ConfigDocument): ModelPart | null {
    if (!has(values, 'layers', 'd_model', 'n_heads', 'n_vocab')) return null;
    const own = renamed(values, {
      layers: 'n_layer',
      d_model: 'n_embd',
      n_heads: 'n_head',
      n_vocab: 'vocab_size',
      seq: 'n_positions',
      pe_rotary_dims: 'rotary_dim',
    });
    return { kind: 'library', modelType: 'gptj', prefix: '', ...own };
  },
};

/** Whether every kind of attention that the file names is one that the library's GPT-Neo has. */
const isPlainAttention = (types: ConfigValue | undefined): boolean =>
  types === undefined || !/"(?!global"|local")\w+"/.test(JSON.stringify(types));

/** EleutherAI's gpt-neo on mesh-tensorflow, whose checkpoints are the library's GPT-Neo. */
export const gptNeoMesh: TextFormat = {
  name: 'gpt-neo-mesh',
  syntax: 'json',
  telling: [/"n_vocab"/, /"n_embd"/, /"n_head"/, /"n_layer"/],
  find({ values }: ConfigDocument): ModelPart | null {
    if (!has(values, 'n_vocab', 'n_embd', 'n_layer', 'n_head')) return null;
    const moe = values['moe_layers'];
    if (Array.isArray(moe) && moe.length > 0)
      return { kind: 'unknown', name: 'gpt-neo with experts', key: 'moe_layers' };
    if (!isPlainAttention(values['attention_types']))
      return { kind: 'unknown', name: 'gpt-neo with attention of another kind', key: 'attention_types' };
    const own = renamed(values, {
      n_vocab: 'vocab_size',
      n_embd: 'hidden_size',
      n_layer: 'num_layers',
      n_head: 'num_heads',
      n_ctx: 'max_position_embeddings',
      attention_types: 'attention_types',
    });
    own.values['attention_types'] ??= [[['global'], values['n_layer'] ?? 1]];
    return { kind: 'library', modelType: 'gpt_neo', prefix: '', ...own };
  },
};

/** Sizes under one framework-neutral name each, with the library's model type: dumps of llm-analysis. */
export const llmAnalysis: TextFormat = {
  name: 'llm-analysis',
  syntax: 'json',
  telling: [/"num_layers"/, /"n_head"/, /"hidden_dim"/],
  find({ values }: ConfigDocument): ModelPart | null {
    const modelType = values['model_type'];
    if (!has(values, 'num_layers', 'n_head', 'hidden_dim')) return null;
    if (typeof modelType !== 'string') return null;
    const isGpt2 = modelType === 'gpt2' || modelType === 'gptj';
    const names: Readonly<Record<string, string>> = isGpt2
      ? {
          num_layers: 'n_layer',
          n_head: 'n_head',
          hidden_dim: 'n_embd',
          max_seq_len: 'n_positions',
          ffn_embed_dim: 'n_inner',
        }
      : modelType === 'gpt_neo'
        ? {
            num_layers: 'num_layers',
            n_head: 'num_heads',
            hidden_dim: 'hidden_size',
            ffn_embed_dim: 'intermediate_size',
            max_seq_len: 'max_position_embeddings',
          }
        : modelType === 'bloom'
          ? { num_layers: 'n_layer', n_head: 'n_head', hidden_dim: 'hidden_size' }
          : modelType === 'opt'
            ? {
                num_layers: 'num_hidden_layers',
                n_head: 'num_attention_heads',
                hidden_dim: 'hidden_size',
                ffn_embed_dim: 'ffn_dim',
                max_seq_len: 'max_position_embeddings',
              }
            : {
                num_layers: 'num_hidden_layers',
                n_head: 'num_attention_heads',
                hidden_dim: 'hidden_size',
                ffn_embed_dim: 'intermediate_size',
                max_seq_len: 'max_position_embeddings',
                num_key_value_heads: 'num_key_value_heads',
              };
    const own = renamed(values, {
      ...names,
      vocab_size: 'vocab_size',
      tie_word_embeddings: 'tie_word_embeddings',
    });
    const layers = values['num_layers'];
    if (
      modelType === 'gpt_neo' &&
      typeof layers === 'number' &&
      layers > 0 &&
      layers <= 1000 &&
      Number.isInteger(layers)
    ) {
      // The dump does not hold the kinds; they alternate, and do not change the parameters.
      own.values['attention_types'] = [[['global', 'local'], Math.ceil(layers / 2)]];
      if (layers % 2 === 1) own.values['attention_types'] = [[['global'], layers]];
    }
    return { kind: 'library', modelType, prefix: '', ...own };
  },
};
