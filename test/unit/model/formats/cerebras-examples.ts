import type { FormatExample } from './examples';

const format = 'cerebras-modelzoo';

/** A file of the Model Zoo with a model of these keys, one a line. */
const modelOf = (keys: string): string =>
  ['trainer:', '  init:', '    model:', ...keys.split('\n').map((line) => `      ${line}`), ''].join('\n');

const llamaLike = `position_embedding_type: rotary
norm_type: rmsnorm
nonlinearity: swiglu
share_embedding_weights: false
use_ffn_bias: false
use_ffn_bias_in_attention: false
use_projection_bias_in_attention: false
attention_module: multiquery_attention`;

const clipLarge = `hidden_size: 1024
num_hidden_layers: 24
num_heads: 16
filter_size: 4096
image_size: [336, 336]
patch_size: [14, 14]
use_embed_proj_bias: false
use_post_embed_layer_norm: true`;
const llama7b = `hidden_size: 4096
num_hidden_layers: 32
num_heads: 32
filter_size: 11008
vocab_size: 32000
max_position_embeddings: 2048
${llamaLike}`;
const indented = (text: string, by: number): string =>
  text
    .split('\n')
    .map((line) => ' '.repeat(by) + line)
    .join('\n');
/** LLaVA 1.5 7B on the hub, whose vocabulary has 64 more words at both ends of the model. */
const llava7b = 7_063_427_072 - 2 * 64 * 4096;

export const cerebrasExamples: readonly FormatExample[] = [
  {
    what: 'Mixtral 8x7B, its experts in a section of their own',
    format,
    parameters: 46_702_792_704,
    text: modelOf(`name: mixtral
hidden_size: 4096
num_hidden_layers: 32
num_heads: 32
filter_size: 14336
vocab_size: 32000
extra_attention_params: {num_kv_groups: 8}
moe: {num_experts: 8, top_k: 2}
${llamaLike}`),
  },
  {
    what: 'Mistral NeMo 12B, whose queries are narrower than the model',
    format,
    parameters: 12_247_782_400,
    text: modelOf(`name: mistral
hidden_size: 5120
attention_inner_dim: 4096
num_hidden_layers: 40
num_heads: 32
filter_size: 14336
vocab_size: 131072
extra_attention_params: {num_kv_groups: 8}
${llamaLike}`),
  },
  {
    what: 'Gemma 2 9B, with norms before and after',
    format,
    parameters: 9_241_705_984,
    text: modelOf(`name: gemma2
hidden_size: 3584
attention_inner_dim: 4096
num_hidden_layers: 42
num_heads: 16
filter_size: 14336
vocab_size: 256000
extra_attention_params: {num_kv_groups: 8}
norm_first_sandwich: true
attention_sliding_window_length: 4096
sliding_window_every_other_decoder_layer: true
${llamaLike.replace('swiglu', 'geglu').replace('weights: false', 'weights: true')}`),
  },
  {
    what: 'BLOOM 7B1, with a norm on its embedding',
    format,
    parameters: 7_069_016_064,
    text: modelOf(`name: bloom
hidden_size: 4096
num_hidden_layers: 30
num_heads: 32
filter_size: 16384
vocab_size: 250880
position_embedding_type: alibi
embedding_layer_norm: true`),
  },
  {
    what: 'BERT base as it is trained first',
    format,
    parameters: 110_106_428,
    text: modelOf(`name: bert
hidden_size: 768
num_hidden_layers: 12
num_heads: 12
filter_size: 3072
vocab_size: 30522
max_position_embeddings: 512`),
  },
  {
    what: 'BERT base under a classifier of two labels',
    format,
    parameters: 109_483_778,
    text: modelOf(`name: bert/classifier
hidden_size: 768
num_hidden_layers: 12
num_heads: 12
filter_size: 3072
vocab_size: 30522
max_position_embeddings: 512
num_labels: 2`),
  },
  {
    what: 'two BERTs that retrieve, without poolers',
    format,
    parameters: 2 * (109_482_240 - 768 * 769),
    text: modelOf(`name: dpr
q_encoder: &encoder {hidden_size: 768, num_hidden_layers: 12, num_heads: 12, filter_size: 3072, vocab_size: 30522, max_position_embeddings: 512}
ctx_encoder: *encoder`),
  },
  {
    // The hub's count holds its head for contacts too: a weight for each head of each layer, and a bias.
    what: 'ESM-2 650M',
    format,
    parameters: 651_043_254 - (33 * 20 + 1),
    text: modelOf(`name: esm2
hidden_size: 1280
num_hidden_layers: 33
num_heads: 20
filter_size: 5120
vocab_size: 33
disable_nsp: true
embedding_layer_norm: false
use_final_layer_norm: true
position_embedding_type: rotary
rotary_dim: 64`),
  },
  {
    what: 'T5 small',
    format,
    parameters: 60_506_624,
    text: modelOf(`name: t5
d_model: 512
d_kv: 64
d_ff: 2048
num_heads: 8
encoder_num_hidden_layers: 6
src_vocab_size: 32028
extra_ids: 100`),
  },
  {
    what: 'ViT base under a classifier of ImageNet',
    format,
    parameters: 86_567_656,
    text: modelOf(`name: vision_transformer
hidden_size: 768
num_hidden_layers: 12
num_heads: 12
filter_size: 3072
num_classes: 1000`),
  },
  {
    what: 'LLaVA 1.5 7B',
    format,
    parameters: llava7b,
    text: modelOf(`name: llava
image_model:
${indented(clipLarge, 2)}
projector:
  image_model: {input_unit: 1024, layers_units: [4096, 4096], use_bias: true}
text_model:
${indented(llama7b, 2)}`),
  },
  {
    what: 'LLaVA 1.5 7B, its encoder in a list',
    format,
    parameters: llava7b,
    text: modelOf(`name: multimodal_simple
image_model_list:
  global_image_projection: {input_unit: 1024, layers_units: [4096, 4096], use_bias: true}
  image_models:
  - image_encoder:
${indented(clipLarge, 6)}
text_model:
${indented(llama7b, 2)}`),
  },
  {
    what: 'the policy of a preference tuning',
    format,
    parameters: 6_738_415_616,
    text: modelOf(`name: dpo
policy_model:
  name: llama
${indented(llama7b, 2)}`),
  },
];
