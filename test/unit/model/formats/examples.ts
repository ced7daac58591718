import { cerebrasExamples } from './cerebras-examples';

/** A config in one format, written for these tests, and what it must come to. */
export interface FormatExample {
  readonly what: string;
  readonly format: string;
  readonly text: string;
  /** Total parameters: the published count of the model of these sizes. */
  readonly parameters: number;
}

const lines = (...parts: readonly string[]): string => `${parts.join('\n')}\n`;

/** Published counts: of checkpoints on the Hugging Face hub, which hold the same layers. */
const llama2 = 6_738_415_616;
const llama3 = 8_030_261_248;
const gpt2 = 124_439_808;
const gpt2Medium = 354_823_168;
const pythia160m = 162_322_944;
const mamba130m = 129_135_360;
const gptj = 6_050_882_784;
const deepseekV2Lite = 15_706_484_224;
const deepseekV2 = 235_741_434_880;

export const examples: readonly FormatExample[] = [
  {
    what: 'Llama 3 8B, Meta',
    format: 'params.json',
    parameters: llama3,
    text: '{"dim": 4096, "n_layers": 32, "n_heads": 32, "n_kv_heads": 8, "vocab_size": 128256, "ffn_dim_multiplier": 1.3, "multiple_of": 1024}',
  },
  {
    what: 'Llama 2 7B, Meta, whose vocabulary is the tokenizer’s',
    format: 'params.json',
    parameters: llama2,
    text: '{"dim": 4096, "n_layers": 32, "n_heads": 32, "multiple_of": 256, "vocab_size": -1}',
  },
  {
    what: 'Mixtral 8x7B, Mistral',
    format: 'params.json',
    parameters: 46_702_792_704,
    text: '{"dim": 4096, "n_layers": 32, "head_dim": 128, "hidden_dim": 14336, "n_heads": 32, "n_kv_heads": 8, "vocab_size": 32000, "moe": {"num_experts_per_tok": 2, "num_experts": 8}}',
  },
  {
    what: 'DeepSeek V2 Lite, inference code',
    format: 'params.json',
    parameters: deepseekV2Lite,
    text: '{"vocab_size": 102400, "dim": 2048, "inter_dim": 10944, "moe_inter_dim": 1408, "n_layers": 27, "n_dense_layers": 1, "n_heads": 16, "n_routed_experts": 64, "n_shared_experts": 2, "n_activated_experts": 6, "q_lora_rank": 0, "kv_lora_rank": 512}',
  },
  {
    what: 'Meta’s keys beside a type of the library that does not have them',
    format: 'params.json',
    parameters: 1_490_126_848,
    text: '{"dim": 2048, "n_layers": 24, "n_heads": 16, "n_kv_heads": 4, "vocab_size": 32000, "multiple_of": 256, "mlp_structure": "2_projection", "model_type": "arcee"}',
  },
  {
    what: 'Pythia 160M',
    format: 'litgpt',
    parameters: pythia160m,
    text: lines(
      'name: mine',
      'n_layer: 12',
      'n_embd: 768',
      'n_head: 12',
      'vocab_size: 50254',
      'padding_multiple: 128',
      'mlp_class_name: GptNeoxMLP',
    ),
  },
  {
    what: 'Llama 2 7B',
    format: 'litgpt',
    parameters: llama2,
    text: '{"n_layer": 32, "n_embd": 4096, "n_head": 32, "vocab_size": 32000, "padding_multiple": 64, "bias": false, "norm_class_name": "RMSNorm", "mlp_class_name": "LLaMAMLP", "intermediate_size": 11008, "parallel_residual": false}',
  },
  {
    what: 'Pythia 160M, dashes',
    format: 'gpt-neox',
    parameters: pythia160m,
    text: lines(
      '{',
      '  "num-layers": 12, # layers',
      '  "hidden-size": 768,',
      '  "num-attention-heads": 12,',
      '  "pos-emb": "rotary",',
      '  "rotary-pct": 0.25,',
      '  "no-weight-tying": true,',
      '  "gpt-j-residual": true,',
      '  "max-position-embeddings": 2048,',
      '}',
    ),
  },
  {
    what: 'Llama 2 7B, whose gated feed-forward keeps two thirds of what is written',
    format: 'gpt-neox',
    parameters: llama2,
    text: lines(
      '{',
      '  "make_vocab_size_divisible_by": 1, "vocab_size": 32000,',
      '  "num_layers": 32, "hidden_size": 4096, "intermediate_size": 32768, "num_attention_heads": 32,',
      '  "pos_emb": "rotary", "no_weight_tying": true, "norm": "rmsnorm", "activation": "swiglu", "mlp_multiple_of": 256,',
      '  "use_bias_in_mlp": False, "use_bias_in_attn_linear": False,',
      '}',
    ),
  },
  {
    what: 'Llama 3 8B, whose feed-forward is as written by its multiple',
    format: 'gpt-neox',
    parameters: llama3,
    text: lines(
      'num_layers: 32',
      'hidden_size: 4096',
      'intermediate_size: 14336',
      'mlp_multiple_of: 14336',
      'activation: swiglu',
      'num_attention_heads: 32',
      'num_kv_heads: 8',
      'pos_emb: rotary',
      'no_weight_tying: true',
      'norm: rmsnorm',
      'use_bias_in_mlp: false',
      'use_bias_in_attn_linear: false',
      'make_vocab_size_divisible_by: 1',
      'vocab_size: 128256',
    ),
  },
  {
    what: 'Mamba 130M',
    format: 'gpt-neox',
    parameters: mamba130m,
    text: lines(
      '{ "num_layers": 24, "hidden_size": 768, "num_attention_heads": 10, "pos_emb": "none", "pipe_parallel_size": 0,',
      '  "norm": "rmsnorm", "attention_config": [[["mamba"], "all"]], "vocab_size": 50280, "make_vocab_size_divisible_by": 8 }',
    ),
  },
  {
    // Summed up by hand from the shapes of its modules, as the next.
    what: 'RWKV 6',
    format: 'gpt-neox',
    parameters: 173557248,
    text: lines(
      '{ "num_layers": 12, "hidden_size": 768, "num_attention_heads": 12, "pos_emb": "none", "no_weight_tying": true,',
      '  "attention_config": [[["rwkv"], 12]] }',
    ),
  },
  {
    what: 'attention and aMLP by turns',
    format: 'gpt-neox',
    parameters: 277280,
    text: lines(
      '{ "num_layers": 4, "hidden_size": 64, "num_attention_heads": 4, "seq_length": 32, "gmlp_attn_dim": 16,',
      '  "pos_emb": "rotary", "no_weight_tying": true, "vocab_size": 128, "attention_config": [[["flash", "amlp"], 2]] }',
    ),
  },
  {
    what: 'GPT-2 medium, script',
    format: 'megatron-lm',
    parameters: gpt2Medium,
    text: lines(
      '#!/bin/bash',
      'LAYERS=24',
      'HIDDEN=${HIDDEN:-1024}',
      'GPT_ARGS=(',
      '  --num-layers $LAYERS # deep',
      '  --hidden-size ${HIDDEN}',
      '  --num-attention-heads 16',
      '  --max-position-embeddings 1024',
      ')',
      'torchrun pretrain_gpt.py "${GPT_ARGS[@]}" --vocab-size 50257 \\',
      '  --make-vocab-size-divisible-by 1',
    ),
  },
  {
    what: 'Llama 2 7B, test arguments',
    format: 'megatron-lm',
    parameters: llama2,
    text: lines(
      'MODEL_ARGS:',
      '  --num-layers: 32',
      '  --hidden-size: 4096',
      '  --num-attention-heads: 32',
      '  --ffn-hidden-size: 11008',
      '  --swiglu: true',
      '  --untie-embeddings-and-output-weights: true',
      '  --disable-bias-linear: true',
      '  --normalization: RMSNorm',
      '  --position-embedding-type: rope',
      '  --vocab-size: 32000',
    ),
  },
  {
    what: 'DeepSeek V2, Primus',
    format: 'megatron-lm',
    parameters: deepseekV2,
    text: lines(
      'extends:',
      '  - deepseek_v2_base.yaml',
      'tokenizer_type: DeepSeekV2Tokenizer',
      'num_layers: 60',
      'hidden_size: 5120',
      'ffn_hidden_size: 12288',
      'num_attention_heads: 128',
      'q_lora_rank: 1536',
      'kv_lora_rank: 512',
      'qk_head_dim: 128',
      'qk_pos_emb_head_dim: 64',
      'v_head_dim: 128',
      'moe_layer_freq: "([0]*1+[1]*59)"',
      'num_experts: 160',
      'moe_ffn_hidden_size: 1536',
      'moe_shared_expert_intermediate_size: 3072',
    ),
  },
  {
    what: 'Llama 2 7B',
    format: 'nemo',
    parameters: llama2,
    text: lines(
      'model:',
      '  mcore_gpt: true',
      '  encoder_seq_length: 4096',
      '  num_layers: 32',
      '  hidden_size: 4096',
      '  ffn_hidden_size: 11008',
      '  num_attention_heads: 32',
      '  override_vocab_size: 32000',
      '  bias: false',
      '  activation: fast-swiglu',
      '  normalization: rmsnorm',
      '  position_embedding_type: rope',
      '  share_embeddings_and_output_weights: false',
    ),
  },
  {
    what: 'Llama 2 7B',
    format: 'maxtext',
    parameters: llama2,
    text: lines(
      'base_emb_dim: 4096',
      'base_num_query_heads: 32',
      'base_num_kv_heads: 32',
      'base_mlp_dim: 11_008',
      'base_num_decoder_layers: 32',
      'head_dim: 128',
      'mlp_activations: ["silu","linear"]',
      'vocab_size: 32_000',
      'decoder_block: "llama2"',
      'logits_via_embedding: False',
    ),
  },
  {
    what: 'Llama 3 8B',
    format: 'torchtitan',
    parameters: llama3,
    text: lines('[model]', 'name = "llama3"', 'flavor = "8B"', '[training]', 'seq_len = 8192'),
  },
  {
    what: 'OLMo 1B',
    format: 'olmo',
    parameters: 1_176_764_416,
    text: lines(
      'model:',
      '  d_model: 2048',
      '  n_heads: 16',
      '  n_layers: 16',
      '  mlp_ratio: 8',
      '  weight_tying: true',
      '  rope: true',
      '  include_bias: false',
      '  layer_norm_with_affine: false',
      '  activation_type: swiglu',
      '  vocab_size: 50280',
      '  embedding_size: 50304',
      '  max_sequence_length: 2048',
    ),
  },
  {
    what: 'MPT 7B',
    format: 'llm-foundry',
    parameters: 6_649_286_656,
    text: lines(
      'variables:',
      '  width: 4096',
      'model:',
      '  name: mpt_causal_lm',
      '  d_model: ${variables.width}',
      '  n_heads: 32',
      '  n_layers: 32',
      '  expansion_ratio: 4',
      '  vocab_size: 50432',
      '  no_bias: true',
      '  attn_config:',
      '    alibi: true',
    ),
  },
  {
    what: 'GPT-2 medium, nanoGPT',
    format: 'python',
    parameters: gpt2Medium,
    text: lines(
      'from model import GPT, GPTConfig',
      'width = 4 * 256',
      'model = GPT(GPTConfig(n_layer=24, n_head=16, n_embd=width, vocab_size=50257, block_size=1024, bias=True))',
    ),
  },
  {
    what: 'nanoGPT’s settings for GPT-2, which leave its sizes to train.py',
    format: 'python',
    parameters: 124_373_760,
    text: lines(
      'wandb_log = True',
      "wandb_run_name = 'gpt2'",
      'batch_size = 12',
      'block_size = 1024',
      'gradient_accumulation_steps = 5 * 8',
      'max_iters = 600000',
      'eval_iters = 200',
    ),
  },
  {
    what: 'nanoGPT going on from GPT-2 XL',
    format: 'python',
    parameters: 1_557_611_200,
    text: lines(
      "out_dir = 'out'",
      "init_from = 'gpt2-xl'",
      "dataset = 'shakespeare'",
      'eval_iters = 40',
      'batch_size = 1',
      'max_iters = 20',
    ),
  },
  {
    what: 'nanoGPT on characters',
    format: 'python',
    parameters: 10_745_088,
    text: lines(
      "dataset = 'shakespeare_char'",
      'batch_size = 64',
      'block_size = 256',
      'n_layer = 6',
      'n_head = 6',
      'n_embd = 384',
    ),
  },
  {
    what: 'Mamba 130M',
    format: 'mamba-ssm',
    parameters: 129_135_360,
    text: JSON.stringify({ d_model: 768, n_layer: 24, vocab_size: 50277, ssm_cfg: {}, rms_norm: true }),
  },
  {
    what: 'Mamba 2 130M',
    format: 'mamba-ssm',
    parameters: 128_989_632,
    text: JSON.stringify({
      d_model: 768,
      n_layer: 24,
      vocab_size: 50277,
      ssm_cfg: { layer: 'Mamba2' },
      pad_vocab_size_multiple: 16,
      tie_embeddings: true,
    }),
  },
  {
    what: 'Mamba 2 with attention in six layers, 2.7B',
    format: 'mamba-ssm',
    parameters: 2_697_590_880,
    text: JSON.stringify({
      d_model: 2560,
      d_intermediate: 0,
      n_layer: 64,
      vocab_size: 50277,
      ssm_cfg: { layer: 'Mamba2' },
      attn_layer_idx: [9, 18, 27, 36, 45, 56],
      attn_cfg: {
        d_conv: 4,
        head_dim: 128,
        num_heads: 30,
        out_proj_bias: false,
        qkv_proj_bias: false,
        rotary_emb_dim: 64,
      },
      pad_vocab_size_multiple: 16,
    }),
  },
  {
    what: 'GPT-2, a dataclass',
    format: 'python',
    parameters: gpt2,
    text: lines(
      '@dataclass',
      'class GPTConfig:',
      '    block_size: int = 1024',
      '    vocab_size: int = 50257',
      '    n_layer: int = 12',
      '    n_head: int = 12',
      '    n_embd: int = 768',
      '    bias: bool = True',
    ),
  },
  {
    what: 'Llama 2 7B, the library’s class',
    format: 'python',
    parameters: llama2,
    text: lines(
      'from transformers import LlamaConfig',
      'sizes = dict(hidden_size=4096, intermediate_size=11008)',
      'config = LlamaConfig(num_hidden_layers=32, num_attention_heads=32, vocab_size=32000, **sizes)',
    ),
  },
  {
    what: 'GPT-2',
    format: 'levanter',
    parameters: gpt2,
    text: lines(
      'data:',
      '  tokenizer: gpt2',
      'model:',
      '  type: gpt2',
      '  hidden_dim: 768',
      '  num_heads: 12',
      '  num_layers: 12',
      '  seq_len: 1024',
    ),
  },
  {
    what: 'GPT-2 without biases, of the usual sizes and levanter’s usual tokenizer',
    format: 'levanter',
    parameters: gpt2 - 12 * (4 * 768 + 5 * 768) - 12 * 2 * 768 - 768,
    text: 'data:\n  id: a\nmodel:\n  type: gpt2\n  use_bias: false\ntrainer:\n  num_train_steps: 9\n',
  },
  {
    what: 'Mixtral 8x7B, which the file only names',
    format: 'levanter',
    parameters: 46_702_792_704,
    text: 'data:\n  tokenizer: mistralai/Mixtral-8x7B-v0.1\nmodel:\n  type: mixtral\ntrainer:\n  num_train_steps: 9\n',
  },
  {
    what: 'Llama 3 8B, whose tokenizer stands beside the model',
    format: 'levanter',
    parameters: llama3,
    text: 'model:\n  type: llama\n  intermediate_dim: 14336\n  num_kv_heads: 8\n  hidden_dim: 4096\ntokenizer: meta-llama/Meta-Llama-3.1-8B\n',
  },
  {
    // As the library's olmo2 of these sizes counts in PyTorch.
    what: 'OLMo 2 7B, with its tokenizer’s words',
    format: 'levanter',
    parameters: 7_298_011_136,
    text: 'model:\n  type: olmo2\n  hidden_dim: 4096\ntokenizer: allenai/OLMo-2-1124-7B-SFT\n',
  },
  {
    what: 'Llama 3 8B from a checkpoint',
    format: 'levanter',
    parameters: llama3,
    text: 'checkpoint_path: meta-llama/Meta-Llama-3-8B\ncheckpoint_is_hf: true\nmodel:\n  type: llama\ntrainer:\n  train_batch_size: 9\n',
  },
  {
    what: 'Gemma 2 2B, each layer of the file being two, with MaxText’s padded vocabulary',
    format: 'maxtext',
    parameters: 2_614_341_888 + 128 * 2304,
    text: 'base_emb_dim: 2304\nbase_num_query_heads: 8\nbase_num_kv_heads: 4\nbase_mlp_dim: 9216\nbase_num_decoder_layers: 13\nhead_dim: 256\nvocab_size: 256128\ndecoder_block: gemma2\nlogits_via_embedding: true\n',
  },
  {
    what: 'gpt-oss 20B',
    format: 'maxtext',
    parameters: 20_914_757_184,
    text: 'base_emb_dim: 2880\nbase_num_query_heads: 64\nbase_num_kv_heads: 8\nhead_dim: 64\nbase_mlp_dim: 2880\nbase_moe_mlp_dim: 2880\nnum_experts: 32\nnum_experts_per_tok: 4\nbase_num_decoder_layers: 24\nvocab_size: 201088\ndecoder_block: gpt_oss\nsliding_window_size: 128\n',
  },
  {
    what: 'Mixtral 8x7B of five layers, by its name',
    format: 'maxtext',
    parameters: 46_702_792_704 - 27 * ((46_702_792_704 - 2 * 32_000 * 4096 - 4096) / 32),
    text: 'model_name: mixtral-8x7b\nbase_num_decoder_layers: 5\nper_device_batch_size: 8\n',
  },
  {
    what: 'a width of -1 for experts, which is the feed-forward’s',
    format: 'maxtext',
    parameters: 46_702_792_704,
    text: 'base_emb_dim: 4096\nbase_num_query_heads: 32\nbase_num_kv_heads: 8\nbase_mlp_dim: 14336\nbase_moe_mlp_dim: -1\nbase_num_decoder_layers: 32\nnum_experts: 8\nnum_experts_per_tok: 2\ndecoder_block: mixtral\n',
  },
  {
    what: 'SigLIP base, its towers by timm’s name and by sizes',
    format: 'open_clip',
    parameters: 203_155_970,
    text: '{"embed_dim": 768, "init_logit_bias": -10, "vision_cfg": {"image_size": 224, "timm_model_name": "vit_base_patch16_siglip_224", "timm_pool": "map", "timm_proj": "none"}, "text_cfg": {"context_length": 64, "vocab_size": 32000, "width": 768, "heads": 12, "layers": 12, "no_causal_mask": true, "proj_bias": true}}',
  },
  {
    what: 'Mixtral 8x7B over Primus’ base of it',
    format: 'megatron-lm',
    parameters: 46_702_792_704,
    text: 'extends:\n  - mixtral_base.yaml\nnum_layers: 32\nhidden_size: 4096\nffn_hidden_size: 14336\nnum_attention_heads: 32\nmoe_layer_freq: "1"\nvocab_size: 32000\n',
  },
  {
    what: 'FlagScale: arguments in sections, the feed-forward as Llama rounds it, queries not grouped',
    format: 'megatron-lm',
    // Llama 2 7B with 11008 = 2/3 x 4 x 4096 up to a multiple of 256, its vocabulary padded to 64 x 2.
    parameters: 6_738_415_616,
    text: 'system:\n  tensor_model_parallel_size: 2\nmodel:\n  num_layers: 32\n  hidden_size: 4096\n  num_attention_heads: 32\n  group_query_attention: False\n  num_query_groups: 8\n  multiple_of: 256\n  swiglu: true\n  normalization: RMSNorm\n  position_embedding_type: rope\n  disable_bias_linear: true\n  untie_embeddings_and_output_weights: true\ndata:\n  tokenizer:\n    vocab_size: 31999\n    make_vocab_size_divisible_by: 64\n',
  },
  {
    what: 'FlagScale with experts in all layers but the first, written as lists',
    format: 'megatron-lm',
    // 2 x 256 x 1000; each layer 4 x 64^2 x 16 and 2 x 256 of norms; dense 3 x 256 x 512; 8 experts of 3 x 256 x 128 and the router.
    parameters: 2 * 256 * 1024 + 3 * (4 * 65_536 + 512) + 393_216 + 2 * (8 * 98_304 + 2048) + 256,
    text: 'model:\n  num_layers: 3\n  hidden_size: 256\n  num_attention_heads: 4\n  ffn_hidden_size: 512\n  moe_ffn_hidden_size: 128\n  num_experts: 8\n  moe_layer_freq: "[0]+[1]*2"\n  swiglu: true\n  normalization: RMSNorm\n  position_embedding_type: rope\n  disable_bias_linear: true\n  untie_embeddings_and_output_weights: true\ndata:\n  tokenizer:\n    vocab_size: 1000\n',
  },
  {
    what: 'OLMo-core: OLMo 2 7B by its method, the vocabulary that of its tokenizer',
    format: 'python',
    parameters: 7_298_617_344,
    text: 'from olmo_core.data import TokenizerConfig\nfrom olmo_core.nn.transformer import TransformerConfig\ntokenizer = TokenizerConfig.dolma2()\nmodel = TransformerConfig.olmo2_7B(vocab_size=tokenizer.padded_vocab_size())\n',
  },
  {
    what: 'OLMo-core: Llama 3 8B with a vocabulary of its own',
    format: 'python',
    parameters: 8_030_261_248,
    text: 'from olmo_core.nn.transformer import TransformerConfig\nmodel = TransformerConfig.llama3_8B(vocab_size=128256)\n',
  },
  {
    what: 'OLMo-core: OLMo 2 32B',
    format: 'python',
    parameters: 32_234_279_936,
    text: 'from olmo_core.nn.transformer import TransformerConfig\nmodel = TransformerConfig.olmo2_32B(vocab_size=100352)\n',
  },
  {
    what: 'gpt-oss 20B: quick GEGLU, sinks, biases everywhere',
    format: 'megatron-lm',
    parameters: 20_914_757_184,
    text: '#!/bin/bash\nexport A=1\nMODEL_ARGS="--num-layers 24 --hidden-size 2880 --ffn-hidden-size 2880 --num-attention-heads 64 --group-query-attention --num-query-groups 8 --kv-channels 64 --num-experts 32 --moe-ffn-hidden-size 2880 --moe-router-topk 4 --max-position-embeddings 40960 --padded-vocab-size 201088 --normalization RMSNorm --untie-embeddings-and-output-weights --quick-geglu --softmax-type learnable --enable-gpt-oss"\n',
  },
  {
    what: 'Falcon 7B, its norm shared, with a padded vocabulary at both ends',
    format: 'nemo',
    parameters: 6_921_720_704 + 65_024 * 4544,
    text: 'model:\n  mcore_gpt: true\n  num_layers: 32\n  hidden_size: 4544\n  ffn_hidden_size: 18176\n  num_attention_heads: 71\n  num_query_groups: 1\n  bias: false\n  position_embedding_type: rope\n  share_embeddings_and_output_weights: false\n  mcore_customization_config:\n    new_decoder_architecture: false\n    parallel_attention: true\n  tokenizer:\n    type: tiiuae/falcon-7b\n',
  },
  {
    what: 'Llama 2 7B',
    format: 'nanotron',
    parameters: llama2,
    text: lines(
      'model:',
      '  make_vocab_size_divisible_by: 1',
      '  model_config:',
      '    is_llama_config: true',
      '    hidden_size: 4096',
      '    intermediate_size: 11008',
      '    num_hidden_layers: 32',
      '    num_attention_heads: 32',
      '    num_key_value_heads: 32',
      '    vocab_size: 32000',
      '    tie_word_embeddings: false',
    ),
  },
  {
    what: 'Llama 2 7B',
    format: 'lingua',
    parameters: llama2,
    text: lines(
      'distributed:',
      '  tp_size: 1',
      'model:',
      '  dim: 4096',
      '  n_layers: 32',
      '  n_heads: 32',
      '  vocab_size: 32000',
      'data:',
      '  seq_len: 4096',
    ),
  },
  {
    what: 'GPT-2',
    format: 'cerebras-modelzoo',
    parameters: gpt2,
    text: lines(
      'trainer:',
      '  init:',
      '    model:',
      '      name: gpt2',
      '      vocab_size: 50257',
      '      hidden_size: 768',
      '      num_hidden_layers: 12',
      '      num_heads: 12',
      '      filter_size: 3072',
      '      max_position_embeddings: 1024',
    ),
  },
  ...cerebrasExamples,
  {
    what: 'GPT-J',
    format: 'mesh-transformer-jax',
    parameters: gptj,
    text: '{"layers": 28, "d_model": 4096, "n_heads": 16, "n_vocab": 50400, "pe": "rotary", "pe_rotary_dims": 64, "seq": 2048}',
  },
  {
    what: 'of GPT-2’s sizes: without biases on queries, keys and values',
    format: 'gpt-neo-mesh',
    parameters: gpt2 - 12 * 3 * 768,
    text: '{"n_head": 12, "n_vocab": 50257, "n_embd": 768, "n_ctx": 1024, "n_layer": 12, "attention_types": [[["global"], 12]]}',
  },
  {
    what: 'GPT-Neo 2.7B',
    format: 'gpt-neo-mesh',
    parameters: 2_651_307_520,
    text: '{"n_head": 20, "n_vocab": 50257, "n_embd": 2560, "n_ctx": 2048, "n_layer": 32, "attention_types": [[["global", "local"], 16]]}',
  },
  {
    what: 'GPT-J',
    format: 'llm-analysis',
    parameters: gptj,
    text: '{"model_type": "gptj", "num_layers": 28, "n_head": 16, "hidden_dim": 4096, "vocab_size": 50400, "max_seq_len": 2048}',
  },
  {
    what: 'a small one: 4 d² + 3 d h, two norms with biases a layer, embeddings at both ends',
    format: 'open_lm',
    parameters: 12 * (4 * 768 ** 2 + 3 * 768 * 2048 + 4 * 768) + 2 * 50432 * 768 + 2 * 768,
    text: '{"hidden_dim": 768, "n_layers": 12, "n_heads": 12, "seq_len": 2048, "vocab_size": 50432, "post_embed_norm": false, "weight_tying": false}',
  },
  {
    what: 'T5 small',
    format: 't5x',
    parameters: 60_506_624,
    text: lines(
      'network.T5Config:',
      '  vocab_size = 32128  # padded',
      '  emb_dim = 512',
      '  num_heads = 8',
      '  num_encoder_layers = 6',
      '  num_decoder_layers = 6',
      '  head_dim = 64',
      '  mlp_dim = 2048',
      "  mlp_activations = ('relu',)",
      '  logits_via_embedding = True',
    ),
  },
  {
    what: 'ChatGLM3 6B, its own class',
    format: 'hugging-face',
    parameters: 6_243_584_000,
    text: '{"model_type": "chatglm", "architectures": ["ChatGLMModel"], "hidden_size": 4096, "num_layers": 28, "num_attention_heads": 32, "kv_channels": 128, "ffn_hidden_size": 13696, "multi_query_attention": true, "multi_query_group_num": 2, "add_qkv_bias": true, "padded_vocab_size": 65024}',
  },
  {
    what: 'InternLM2 7B, its own class',
    format: 'hugging-face',
    parameters: 7_737_708_544,
    text: '{"model_type": "internlm2", "architectures": ["InternLM2ForCausalLM"], "bias": false, "hidden_size": 4096, "intermediate_size": 14336, "num_attention_heads": 32, "num_hidden_layers": 32, "num_key_value_heads": 8, "vocab_size": 92544}',
  },
  {
    what: 'Llama 2 7B, by its class alone',
    format: 'hugging-face',
    parameters: llama2,
    text: '{"architectures": ["LlamaForCausalLM"], "hidden_size": 4096, "intermediate_size": 11008, "num_attention_heads": 32, "num_hidden_layers": 32, "vocab_size": 32000}',
  },
  {
    what: 'InternLM2 7B, InternEvo',
    format: 'python',
    parameters: 7_737_708_544,
    text: lines(
      'model_type = "INTERNLM2_PUBLIC"',
      'HIDDEN = 4096',
      'model = dict(',
      '    num_layers=32,',
      '    hidden_size=HIDDEN,',
      '    num_attention_heads=32,',
      '    num_kv_attention_heads=8,',
      '    mlp_ratio=3.5,',
      '    vocab_size=92544,',
      '    norm_type="rmsnorm",',
      ')',
    ),
  },
  {
    what: 'a network of one convolution',
    format: 'keras',
    parameters: 9 * 8 + 8 + 4 * 8 + 14 * 14 * 8 * 10 + 10,
    text: '{"class_name": "Functional", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "name": "in", "config": {"batch_shape": [null, 28, 28, 1]}, "inbound_nodes": []}, {"class_name": "Conv2D", "name": "c", "config": {"filters": 8, "kernel_size": [3, 3], "strides": [2, 2], "padding": "same"}, "inbound_nodes": [[["in", 0, 0, {}]]]}, {"class_name": "BatchNormalization", "name": "b", "config": {"axis": [3]}, "inbound_nodes": [[["c", 0, 0, {}]]]}, {"class_name": "Flatten", "name": "f", "config": {}, "inbound_nodes": [[["b", 0, 0, {}]]]}, {"class_name": "Dense", "name": "d", "config": {"units": 10}, "inbound_nodes": [[["f", 0, 0, {}]]]}], "input_layers": [["in", 0, 0]], "output_layers": [["d", 0, 0]]}}',
  },
  {
    what: 'a network over sequences of any length',
    format: 'keras',
    parameters: 100 * 16 + 4 * (16 * 16 + 16) + (3 * 16 * 8 + 8) + 4 * (8 * 8 + 8 * 8 + 8),
    text: '{"class_name": "Functional", "config": {"layers": [{"class_name": "InputLayer", "name": "in", "config": {"batch_input_shape": [null, null]}, "inbound_nodes": []}, {"class_name": "Embedding", "name": "e", "config": {"input_dim": 100, "output_dim": 16}, "inbound_nodes": [[["in", 0, 0, {}]]]}, {"class_name": "MultiHeadAttention", "name": "a", "config": {"num_heads": 2, "key_dim": 8}, "inbound_nodes": [[["e", 0, 0, {"value": ["e", 0, 0]}]]]}, {"class_name": "Conv1D", "name": "c", "config": {"filters": 8, "kernel_size": 3, "strides": 2}, "inbound_nodes": [[["a", 0, 0, {}]]]}, {"class_name": "LSTM", "name": "l", "config": {"units": 8}, "inbound_nodes": [[["c", 0, 0, {}]]]}], "output_layers": [["l", 0, 0]]}}',
  },
  {
    what: 'Mistral’s Mamba 2, whose type is not the library’s mamba',
    format: 'params.json',
    text: JSON.stringify({
      dim: 4096,
      n_layers: 64,
      vocab_size: 32768,
      n_groups: 8,
      rms_norm: true,
      pad_vocab_size_multiple: 1,
      tie_embeddings: false,
      model_type: 'mamba',
    }),
    parameters: 7_285_403_648,
  },
  {
    what: 'Megatron’s own YAML, with the layers in a section',
    format: 'megatron-lm',
    text: `language_model:
  num_layers: 24
  hidden_size: 1024
  num_attention_heads: 16
  ffn_hidden_size: null
  add_bias_linear: true
  normalization: LayerNorm
model_parallel:
  tensor_model_parallel_size: 1
vocab_size: 50257
max_position_embeddings: 1024
seq_length: 1024
`,
    parameters: 354_871_296,
  },
  {
    what: 'a class of the library that hydra instantiates',
    format: 'hugging-face-yaml',
    text: `width: 1024
model:
  _target_: transformers.GPT2LMHeadModel
  config:
    _target_: transformers.GPT2Config
    n_embd: \${width}
    n_layer: 24
    n_head: 16
`,
    parameters: 354_823_168,
  },
  {
    what: 'the library’s keys in a section of YAML',
    format: 'hugging-face-yaml',
    text: `trainer: {max_steps: 10}
model:
  model_type: llama
  hidden_size: 4096
  num_hidden_layers: 32
`,
    parameters: 6_738_415_616,
  },
];
