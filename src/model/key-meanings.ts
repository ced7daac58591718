import type { ConfigValue } from './config-fields';

/** What a key may say of a Transformer's layers by its name, whatever class it is of. */
export type KeyMeant =
  | 'hidden'
  | 'hidden_ratio'
  | 'tied'
  | 'gated'
  | 'head_width'
  | 'key_value_heads'
  | 'rotary'
  | 'learned_positions'
  | 'rms_norm';

const numbered = (value: ConfigValue): number | null =>
  typeof value === 'number' && value > 0 ? value : null;
const switched = (value: ConfigValue): boolean | null => (typeof value === 'boolean' ? value : null);
const not = (value: ConfigValue): boolean | null => (typeof value === 'boolean' ? !value : null);
const worded =
  (yes: RegExp, no: RegExp) =>
  (value: ConfigValue): boolean | null =>
    typeof value !== 'string' ? null : yes.test(value) ? true : no.test(value) ? false : null;

const wordsOf = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export interface KeyMeaning {
  readonly key: KeyMeant;
  /** Names that mean it and nothing else. */
  readonly names: RegExp;
  /** What a value comes to; null where that is not plain. */
  readonly value: (written: ConfigValue) => number | boolean | null;
}

const feedForward = '(?:mlp|ffn|ff|feed_?forward)';
const table =
  '(?:word_|token_|input_output_|lm_head_|output_)?(?:embeddings?|embeds?|embd|emb|weights?|(?:lm_)?head)';
const isGated = worded(
  /glu$|gated|^bilinear$/i,
  /^(?:gelu|relu|silu|swish|tanh|mish|quick_?gelu|gelu_\w+|relu_?2|relu_?squared|squared_?relu|standard|vanilla|mlp|dense|default)$/i,
);

/** Keys whose meaning is plain by their name. */
export const keyMeanings: readonly KeyMeaning[] = [
  {
    key: 'hidden',
    names: new RegExp(
      `^(?:intermediate_(?:size|dim)|inter_dim|inner_dim|(?:d|n|dim)_(?:inner|${feedForward}|hidden)|dim_feedforward|hidden_dim|ffn?_inner_dim|${feedForward}_(?:hidden_size|hidden_dim|hidden|dim|size|width|intermediate_size|intermediate_dim))$`,
      'i',
    ),
    value: numbered,
  },
  {
    key: 'hidden_ratio',
    names: new RegExp(
      `^(?:${feedForward}_(?:ratio|mult|multiplier|expansion|expansion_factor|expansion_ratio|factor|scale)|(?:expansion|expand)_(?:factor|ratio)|hidden_ratio|hidden_mult|widening_factor|intermediate_ratio)$`,
      'i',
    ),
    value: numbered,
  },
  {
    key: 'tied',
    names: new RegExp(
      `^(?:use_)?(?:(?:tie|tied|share|shared|tying)_${table}|weight_tying|tie|tied|tie_${table}_weights?)$`,
      'i',
    ),
    value: switched,
  },
  { key: 'tied', names: new RegExp(`^(?:untie|untied)(?:_${table})?$`, 'i'), value: not },
  {
    key: 'gated',
    names:
      /^(?:use_|is_)?(?:swiglu|geglu|reglu|glu|gated_(?:mlp|ffn|ff)|gated|(?:mlp|ffn|ff)_gated|gated_activation)$/i,
    value: switched,
  },
  {
    key: 'gated',
    names: new RegExp(
      `^(?:activation|activation_(?:function|fn|type)|hidden_act|act|act_(?:fn|type)|nonlinearity|${feedForward}_(?:type|kind|class|act|activation))$`,
      'i',
    ),
    value: isGated,
  },
  {
    key: 'head_width',
    names: /^(?:head_(?:dim|size|width)|d_head|dim_head|kv_channels|attention_head_dim)$/i,
    value: numbered,
  },
  {
    key: 'key_value_heads',
    names:
      /^(?:(?:n|num)_(?:kv_heads?|key_value_heads?|heads?_kv|query_groups|kv_groups)|num_key_value_heads|kv_heads)$/i,
    value: numbered,
  },
  { key: 'rotary', names: /^(?:use_|is_|with_)?(?:rope|rotary|rotary_emb(?:edding)?s?)$/i, value: switched },
  {
    key: 'rotary',
    names: /^(?:rope|rotary)_(?:theta|base|emb_base|freq_base)$/i,
    value: (value) => (typeof value === 'number' ? true : null),
  },
  {
    key: 'rotary',
    names: /^(?:pos|position|positional)(?:_(?:emb|embd|embed|embedding|encoding|enc))?(?:_type)?$/i,
    value: worded(/rope|rotary/i, /^(?:learned|absolute|learnt)$/i),
  },
  {
    key: 'learned_positions',
    names:
      /^(?:use_|learned_|learn_|learnable_)?(?:wpe|pos|positions?|pos_emb(?:ed|d|eddings?)?|position_embeddings?|positional_embeddings?)$/i,
    value: switched,
  },
  { key: 'rms_norm', names: /^(?:use_)?rms_?norm$/i, value: switched },
  {
    key: 'rms_norm',
    names: /^(?:norm|norm_(?:type|class|layer)|layer_?norm_type|normalization)$/i,
    value: worded(/^rms_?norm$|^rms$/i, /^(?:layer_?norm|ln|layer)$/i),
  },
];

/** Words of keys that change neither size nor FLOPs, whatever else is in them: of regularization, optimizers, runs and files. */
const harmlessWords = wordsOf(
  `dropout drop droppath pdrop dropping lr learning decay beta beta1 beta2 betas momentum eps epsilon seed init initializer std mup
  softcap softcapping cap alpha mscale dtype precision amp fp8 fp16 bf16 device devices compile compiled flash flex sdpa fused impl
  implementation backend loss smoothing label grad gradient clip warmup batch accum accumulation optimizer optim scheduler schedule
  log logging wandb eval save every interval patience checkpoint checkpointing cache tokenizer path dir directory file url verbose
  debug version dataset data hub transformers architectures`,
);
/** Words that do so beside none of `heavy`: of lengths, scales, ids and steps. */
const lightWords = wordsOf(
  `kernel name id ids steps step iters iter iterations epoch epochs scale scaling scaled gain temperature ignore pad padding eos bos unk
  mask workers world parallel ctx context seq sequence length len theta base factor fast slow multiple train training test print inference
  generate samples original score route limit`,
);
const heavy = /expert|moe|loop|recur|mamba|ssm|conv|mixer|window|stride/i;
/** Keys of a text that tells of layers; any other text is a name. */
const tellingText =
  /attn|attention|norm|mlp|ffn|ff_|layer|block|mixer|pos|act|arch|type|variant|router|head|emb|tower/i;

/** Whether neither size nor FLOPs hang on a key, by its name. */
export const isHarmless = (key: string, value: ConfigValue): boolean => {
  const words = key.toLowerCase().split('_');
  return (
    key.startsWith('_') ||
    key === 'model_type' ||
    key === 'block_size' ||
    (typeof value === 'string' && !tellingText.test(key)) ||
    words.some((word) => harmlessWords.has(word)) ||
    (!heavy.test(key) && words.some((word) => lightWords.has(word)))
  );
};

/** Switches of what every layer of such a model has: only off do they change it. */
const usuallyOn =
  /^(?:is_|use_)?(?:causal|decoder|attention|attn|mlp|ffn|feed_forward|residual|residuals|norm|layer_?norm|final_norm)$/i;
/** Counts of which one is as good as none. */
const oneIsNone = /loop|repeat|recur|unroll|expert|stack|group|stream|branch/i;

/** Whether a value leaves its key without effect. */
export const isOff = (key: string, value: ConfigValue): boolean =>
  usuallyOn.test(key)
    ? value === true || value === null
    : value === null ||
      value === false ||
      (typeof value === 'number' && value <= 0) ||
      value === '' ||
      value === 'none' ||
      (value === 1 && oneIsNone.test(key)) ||
      (typeof value === 'object' && Object.keys(value).length === 0);

/** Keys of models that have other layers than a plain Transformer's, or the same sizes under other names: nothing is counted. */
export const otherLayers =
  /expert|moe|patch|image|channel|ssm|sequence_len|kv_lora_rank|^index_(?:n_heads|head_dim|topk)$/;

/**
 * Keys that speak of layers which a class that doesn't have them leaves aside: who writes them has another class. Only names
 * that nobody gives to anything else.
 */
export const otherClassKeys =
  /^(?:use|is|has|enable)_(?:moe|experts?|mamba|ssm|linear_attention|mla)$|^(?:n|num)_(?:loops?|repeats?|recurrences?|recurrent_\w+|unrolls?)$|^mean_recurrence$|^(?:share_layers|layer_sharing|num_shared_layers)$|^mm_vision_tower$/;

/** The same, of names that other frameworks' files have for layers that they don't use. */
export const otherLibraryKeys =
  /^(?:moe|mamba|ssm|rwkv)_\w+$|^(?:layers_block_type|block_types|hybrid_override_pattern|attn_type_list|vision_config|audio_config)$/;
