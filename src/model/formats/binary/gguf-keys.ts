import type { ConfigObject } from '../../config-fields';
import { totalParameters } from '../../cost';
import { describeModel } from '../../describe';
import type { GgufHeader } from './gguf-header';
import { said, type Message } from '../../../units/message';

/** Names of the library's configuration for what llama.cpp names in another way, beside those that all have. */
interface KeyedModel {
  readonly modelType: string;
  /** The library's key for each of llama.cpp's, without the architecture before it. */
  readonly keys?: Readonly<Record<string, string>>;
}

const sizes: Readonly<Record<string, string>> = {
  embedding_length: 'hidden_size',
  block_count: 'num_hidden_layers',
  feed_forward_length: 'intermediate_size',
  'attention.head_count': 'num_attention_heads',
};
/** What may be absent: then it follows from the others. */
const optionalSizes: Readonly<Record<string, string>> = {
  'attention.head_count_kv': 'num_key_value_heads',
  'attention.key_length': 'head_dim',
  context_length: 'max_position_embeddings',
  vocab_size: 'vocab_size',
};
const ofExperts: Readonly<Record<string, string>> = {
  expert_count: 'num_experts',
  expert_used_count: 'num_experts_per_tok',
  expert_feed_forward_length: 'moe_intermediate_size',
};

/** Architectures of llama.cpp whose metadata tell every size of the library's model of that type. */
const keyedModels: Readonly<Partial<Record<string, KeyedModel>>> = {
  llama: { modelType: 'llama' },
  mistral3: { modelType: 'ministral3' },
  qwen2: { modelType: 'qwen2' },
  qwen3: { modelType: 'qwen3' },
  qwen3moe: { modelType: 'qwen3_moe', keys: ofExperts },
  gemma: { modelType: 'gemma' },
  gemma2: { modelType: 'gemma2' },
  gemma3: { modelType: 'gemma3_text' },
  phi3: { modelType: 'phi3' },
  olmo2: { modelType: 'olmo2' },
  smollm3: { modelType: 'smollm3' },
  starcoder2: { modelType: 'starcoder2' },
  granite: { modelType: 'granite' },
  gpt2: { modelType: 'gpt2', keys: { feed_forward_length: 'n_inner' } },
};
/** Llama's name stands for Mixtral too: it has experts then. */
const mixtral: KeyedModel = {
  modelType: 'mixtral',
  keys: { expert_count: 'num_local_experts', expert_used_count: 'num_experts_per_tok' },
};

const shown = (count: number): string => new Intl.NumberFormat('en-US').format(count);

/** The library's values that the metadata hold; null where they leave a size open. */
function valuesOf(
  header: GgufHeader,
  architecture: string,
  keys: Readonly<Record<string, string>>,
): ConfigObject | null {
  const values: Record<string, number | boolean | null> = { num_key_value_heads: null };
  const needed = { ...sizes, ...keys };
  for (const [own, key] of Object.entries({ ...optionalSizes, ...needed })) {
    const value = header.metadata.get(`${architecture}.${own}`);
    if (typeof value === 'number') values[key] = value;
    else if (Object.hasOwn(needed, own)) return null;
  }
  const words = header.metadata.get('tokenizer.ggml.tokens');
  if (values['vocab_size'] === undefined) {
    if (typeof words !== 'object') return null;
    values['vocab_size'] = words.length;
  }
  // Switches are no keys of a header: its tensors tell them.
  const has = (name: string): boolean => header.tensors.some((tensor) => tensor.name === name);
  return {
    ...values,
    tie_word_embeddings: !has('output.weight'),
    attention_bias: has('blk.0.attn_q.bias'),
    mlp_bias: has('blk.0.ffn_up.bias'),
  };
}

/**
 * Holds the parameters of a GGUF file's tensors against those that its own metadata describe. The tensors' count stands; a
 * disagreement is a note. Empty where the metadata don't tell every size of a model that is known.
 */
export function checkKeys(header: GgufHeader, architecture: string, parameters: number): Message[] {
  const hasExperts = typeof header.metadata.get(`${architecture}.expert_count`) === 'number';
  const keyed = architecture === 'llama' && hasExperts ? mixtral : keyedModels[architecture];
  if (keyed === undefined) return [];
  const values = valuesOf(header, architecture, keyed.keys ?? {});
  if (values === null) return [];
  const description = describeModel(keyed.modelType, values);
  if (description.kind === 'unknownArchitecture') return [];
  if (description.kind === 'problems')
    return [said`The metadata contradict one another, and check nothing: what the file holds is counted.`];
  const total = totalParameters(description.spec);
  return [
    total === parameters
      ? said`The metadata describe the same number of parameters, ${shown(total)}.`
      : said`The metadata describe ${shown(total)} parameters (as ${keyed.modelType}), the tensors hold ${shown(parameters)}: what the file holds is counted.`,
  ];
}
