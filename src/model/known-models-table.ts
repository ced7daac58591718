/**
 * Well-known models: names | model_type | values that differ from the library's defaults. Facts from the models' own
 * published configurations (huggingface.co/<name>, config.json). Columns of values are named by `#` lines above them:
 * several names of one architecture are parted by commas.
 */
export const knownModelsTable = `
# width layers heads kvHeads hidden vocabulary context tied
@ hidden_size num_hidden_layers num_attention_heads num_key_value_heads intermediate_size vocab_size max_position_embeddings tie_word_embeddings
meta-llama/Llama-2-7b-hf, huggyllama/llama-7b | llama | 4096 32 32 32 11008 32000 4096 false
meta-llama/Llama-2-13b-hf, huggyllama/llama-13b | llama | 5120 40 40 40 13824 32000 4096 false
meta-llama/Llama-2-70b-hf | llama | 8192 80 64 8 28672 32000 4096 false
huggyllama/llama-30b | llama | 6656 60 52 52 17920 32000 2048 false
huggyllama/llama-65b | llama | 8192 80 64 64 22016 32000 2048 false
meta-llama/CodeLlama-7b-hf, codellama/CodeLlama-7b-hf | llama | 4096 32 32 32 11008 32016 16384 false
meta-llama/CodeLlama-13b-hf, codellama/CodeLlama-13b-hf | llama | 5120 40 40 40 13824 32016 16384 false
meta-llama/CodeLlama-34b-hf, codellama/CodeLlama-34b-hf | llama | 8192 48 64 8 22016 32000 16384 false
lmsys/vicuna-7b-v1.5 | llama | 4096 32 32 32 11008 32000 4096 false
lmsys/vicuna-13b-v1.5 | llama | 5120 40 40 40 13824 32000 4096 false
meta-llama/Meta-Llama-3-8B | llama | 4096 32 32 8 14336 128256 8192 false
meta-llama/Meta-Llama-3-70B | llama | 8192 80 64 8 28672 128256 8192 false
meta-llama/Llama-3.1-8B, deepseek-ai/DeepSeek-R1-Distill-Llama-8B, NousResearch/Hermes-3-Llama-3.1-8B | llama | 4096 32 32 8 14336 128256 131072 false
meta-llama/Llama-3.1-70B, meta-llama/Llama-3.3-70B, deepseek-ai/DeepSeek-R1-Distill-Llama-70B | llama | 8192 80 64 8 28672 128256 131072 false
meta-llama/Llama-3.1-405B | llama | 16384 126 128 8 53248 128256 131072 false
meta-llama/Llama-3.2-1B | llama | 2048 16 32 8 8192 128256 131072 true
meta-llama/Llama-3.2-3B | llama | 3072 28 24 8 8192 128256 131072 true
TinyLlama/TinyLlama-1.1B, TinyLlama/TinyLlama_v1.1, TinyLlama/TinyLlama-1.1B-Chat-v1.0, TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T | llama | 2048 22 32 4 5632 32000 2048 false
JackFram/llama-68m | llama | 768 2 12 12 3072 32000 2048 false
deepseek-ai/deepseek-llm-7b-base | llama | 4096 30 32 32 11008 102400 4096 false
deepseek-ai/deepseek-llm-67b-base | llama | 8192 95 64 8 22016 102400 4096 false
deepseek-ai/deepseek-coder-1.3b-base | llama | 2048 24 16 16 5504 32256 16384 false
deepseek-ai/deepseek-coder-6.7b-base | llama | 4096 32 32 32 11008 32256 16384 false
deepseek-ai/deepseek-coder-33b-base | llama | 7168 62 56 8 19200 32256 16384 false
01-ai/Yi-6B, 01-ai/Yi-1.5-6B | llama | 4096 32 32 4 11008 64000 4096 false
01-ai/Yi-1.5-9B, 01-ai/Yi-9B | llama | 4096 48 32 4 11008 64000 4096 false
01-ai/Yi-34B, 01-ai/Yi-1.5-34B | llama | 7168 60 56 8 20480 64000 4096 false
HuggingFaceTB/SmolLM2-135M, HuggingFaceTB/SmolLM-135M | llama | 576 30 9 3 1536 49152 8192 true
HuggingFaceTB/SmolLM2-360M, HuggingFaceTB/SmolLM-360M | llama | 960 32 15 5 2560 49152 8192 true
HuggingFaceTB/SmolLM2-1.7B, HuggingFaceTB/SmolLM-1.7B | llama | 2048 24 32 32 8192 49152 8192 true
HuggingFaceTB/SmolLM3-3B | smollm3 | 2048 36 16 4 11008 128256 65536 true
upstage/SOLAR-10.7B-v1.0 | llama | 4096 48 32 8 14336 32000 4096 false
mistralai/Mistral-7B-v0.1, HuggingFaceH4/zephyr-7b-beta, mistralai/Mistral-7B-Instruct-v0.1, mistralai/Mistral-7B-Instruct-v0.2, mistralai/Mistral-7B-v0.2 | mistral | 4096 32 32 8 14336 32000 32768 false
mistralai/Mistral-7B-v0.3, mistralai/Mistral-7B-Instruct-v0.3 | mistral | 4096 32 32 8 14336 32768 32768 false
teknium/OpenHermes-2.5-Mistral-7B | mistral | 4096 32 32 8 14336 32002 32768 false
mistralai/Mistral-Nemo-Base-2407, mistralai/Mistral-Nemo-Instruct-2407 | mistral | 5120 40 32 8 14336 131072 131072 false head_dim=128
mistralai/Mistral-Small-24B-Base-2501, mistralai/Mistral-Small-24B-Instruct-2501 | mistral | 5120 40 32 8 32768 131072 32768 false head_dim=128
mistralai/Mistral-Large-Instruct-2407 | mistral | 12288 88 96 8 28672 32768 131072 false
Qwen/Qwen2-0.5B, Qwen/Qwen2.5-0.5B, Qwen/Qwen2.5-Coder-0.5B | qwen2 | 896 24 14 2 4864 151936 32768 true
Qwen/Qwen2-1.5B, Qwen/Qwen2.5-1.5B, Qwen/Qwen2.5-Coder-1.5B, Qwen/Qwen2.5-Math-1.5B | qwen2 | 1536 28 12 2 8960 151936 32768 true
deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B | qwen2 | 1536 28 12 2 8960 151936 131072 false
Qwen/Qwen2.5-3B, Qwen/Qwen2.5-Coder-3B | qwen2 | 2048 36 16 2 11008 151936 32768 true
Qwen/Qwen2-7B, Qwen/Qwen2.5-7B, Qwen/Qwen2.5-Coder-7B, Qwen/Qwen2.5-Math-7B, deepseek-ai/DeepSeek-R1-Distill-Qwen-7B | qwen2 | 3584 28 28 4 18944 152064 32768 false
Qwen/Qwen2.5-14B, Qwen/Qwen2.5-Coder-14B, deepseek-ai/DeepSeek-R1-Distill-Qwen-14B | qwen2 | 5120 48 40 8 13824 152064 32768 false
Qwen/Qwen2.5-32B, Qwen/Qwen2.5-Coder-32B, Qwen/QwQ-32B, deepseek-ai/DeepSeek-R1-Distill-Qwen-32B | qwen2 | 5120 64 40 8 27648 152064 32768 false
Qwen/Qwen2-72B, Qwen/Qwen2.5-72B | qwen2 | 8192 80 64 8 29568 152064 32768 false
Qwen/Qwen1.5-0.5B | qwen2 | 1024 24 16 16 2816 151936 32768 true
Qwen/Qwen1.5-1.8B | qwen2 | 2048 24 16 16 5504 151936 32768 false
Qwen/Qwen1.5-7B | qwen2 | 4096 32 32 32 11008 151936 32768 false
Qwen/Qwen3-0.6B | qwen3 | 1024 28 16 8 3072 151936 40960 true head_dim=128
Qwen/Qwen3-1.7B | qwen3 | 2048 28 16 8 6144 151936 40960 true head_dim=128
Qwen/Qwen3-4B | qwen3 | 2560 36 32 8 9728 151936 40960 true head_dim=128
Qwen/Qwen3-8B | qwen3 | 4096 36 32 8 12288 151936 40960 false head_dim=128
Qwen/Qwen3-14B | qwen3 | 5120 40 40 8 17408 151936 40960 false head_dim=128
Qwen/Qwen3-32B | qwen3 | 5120 64 64 8 25600 151936 40960 false head_dim=128
Qwen/Qwen3-30B-A3B | qwen3_moe | 2048 48 32 4 6144 151936 40960 false head_dim=128 num_experts=128 num_experts_per_tok=8 moe_intermediate_size=768
Qwen/Qwen3-235B-A22B | qwen3_moe | 4096 94 64 4 12288 151936 40960 false head_dim=128 num_experts=128 num_experts_per_tok=8 moe_intermediate_size=1536
mistralai/Mixtral-8x7B-v0.1 | mixtral | 4096 32 32 8 14336 32000 32768 false num_local_experts=8 num_experts_per_tok=2
mistralai/Mixtral-8x22B-v0.1 | mixtral | 6144 56 48 8 16384 32000 65536 false num_local_experts=8 num_experts_per_tok=2
google/gemma-2b | gemma | 2048 18 8 1 16384 256000 8192 true head_dim=256
google/gemma-7b | gemma | 3072 28 16 16 24576 256000 8192 true head_dim=256
google/gemma-2-2b | gemma2 | 2304 26 8 4 9216 256000 8192 true head_dim=256
google/gemma-2-9b | gemma2 | 3584 42 16 8 14336 256000 8192 true head_dim=256
google/gemma-2-27b | gemma2 | 4608 46 32 16 36864 256000 8192 true head_dim=128
google/gemma-3-270m | gemma3_text | 640 18 4 1 2048 262144 32768 true head_dim=256
google/gemma-3-1b-pt, google/gemma-3-1b-it | gemma3_text | 1152 26 4 1 6912 262144 32768 true head_dim=256
microsoft/phi-1_5, microsoft/phi-1 | phi | 2048 24 32 32 8192 51200 2048 false
microsoft/phi-2 | phi | 2560 32 32 32 10240 51200 2048 false
microsoft/Phi-3-mini-4k-instruct, microsoft/Phi-3-mini-128k-instruct, microsoft/Phi-3.5-mini-instruct | phi3 | 3072 32 32 32 8192 32064 4096 false
microsoft/Phi-3-medium-4k-instruct, microsoft/Phi-3-medium-128k-instruct | phi3 | 5120 40 40 10 17920 32064 4096 false
microsoft/phi-4 | phi3 | 5120 40 40 10 17920 100352 16384 false
stabilityai/stablelm-3b-4e1t | stablelm | 2560 32 32 32 6912 50304 4096 false
stabilityai/stablelm-2-1_6b, stabilityai/stablelm-2-zephyr-1_6b | stablelm | 2048 24 32 32 5632 100352 4096 false use_qkv_bias=true
bigcode/starcoder2-3b | starcoder2 | 3072 30 24 2 12288 49152 16384 true
bigcode/starcoder2-7b | starcoder2 | 4608 32 36 4 18432 49152 16384 true
bigcode/starcoder2-15b | starcoder2 | 6144 40 48 4 24576 49152 16384 false
allenai/OLMo-1B-hf | olmo | 2048 16 16 16 8192 50304 2048 true
allenai/OLMo-7B-hf | olmo | 4096 32 32 32 11008 50304 2048 false
allenai/OLMo-2-0425-1B | olmo2 | 2048 16 16 16 8192 100352 4096 false
allenai/OLMo-2-1124-7B | olmo2 | 4096 32 32 32 11008 100352 4096 false
allenai/OLMo-2-1124-13B | olmo2 | 5120 40 40 40 13824 100352 4096 false
allenai/OLMoE-1B-7B-0924, allenai/OLMoE-1B-7B-0125 | olmoe | 2048 16 16 16 1024 50304 4096 false num_experts=64 num_experts_per_tok=8
CohereForAI/aya-23-8B, CohereLabs/aya-23-8B | cohere | 4096 32 32 8 14336 256000 8192 true
CohereForAI/c4ai-command-r-v01, CohereLabs/c4ai-command-r-v01 | cohere | 8192 40 64 64 22528 256000 131072 true
openai/gpt-oss-20b | gpt_oss | 2880 24 64 8 2880 201088 131072 false head_dim=64 num_local_experts=32 num_experts_per_tok=4
openai/gpt-oss-120b | gpt_oss | 2880 36 64 8 2880 201088 131072 false head_dim=64 num_local_experts=128 num_experts_per_tok=4
# width layers heads hidden vocabulary context
@ hidden_size num_hidden_layers num_attention_heads intermediate_size vocab_size max_position_embeddings
EleutherAI/pythia-14m | gpt_neox | 128 6 4 512 50304 2048
EleutherAI/pythia-70m | gpt_neox | 512 6 8 2048 50304 2048
EleutherAI/pythia-160m | gpt_neox | 768 12 12 3072 50304 2048
EleutherAI/pythia-410m | gpt_neox | 1024 24 16 4096 50304 2048
EleutherAI/pythia-1b | gpt_neox | 2048 16 8 8192 50304 2048
EleutherAI/pythia-1.4b | gpt_neox | 2048 24 16 8192 50304 2048
EleutherAI/pythia-2.8b | gpt_neox | 2560 32 32 10240 50304 2048
EleutherAI/pythia-6.9b | gpt_neox | 4096 32 32 16384 50432 2048
EleutherAI/pythia-12b | gpt_neox | 5120 36 40 20480 50688 2048
EleutherAI/gpt-neox-20b | gpt_neox | 6144 44 64 24576 50432 2048
google-bert/bert-base-uncased | bert | 768 12 12 3072 30522 512
google-bert/bert-base-cased | bert | 768 12 12 3072 28996 512
google-bert/bert-base-multilingual-cased | bert | 768 12 12 3072 119547 512
google-bert/bert-large-uncased | bert | 1024 24 16 4096 30522 512
FacebookAI/roberta-base | roberta | 768 12 12 3072 50265 514 type_vocab_size=1
FacebookAI/roberta-large | roberta | 1024 24 16 4096 50265 514 type_vocab_size=1
answerdotai/ModernBERT-base | modernbert | 768 22 12 1152 50368 8192
answerdotai/ModernBERT-large | modernbert | 1024 28 16 2624 50368 8192
google/vit-base-patch16-224 | vit | 768 12 12 3072 0 0 num_labels=1000
google/vit-large-patch16-224 | vit | 1024 24 16 4096 0 0 num_labels=1000
# width layers heads
@ n_embd n_layer n_head
openai-community/gpt2 | gpt2 | 768 12 12
openai-community/gpt2-medium | gpt2 | 1024 24 16
openai-community/gpt2-large | gpt2 | 1280 36 20
openai-community/gpt2-xl | gpt2 | 1600 48 25
distilbert/distilgpt2 | gpt2 | 768 6 12
EleutherAI/gpt-j-6b, EleutherAI/gpt-j-6B | gptj | 4096 28 16
bigcode/gpt_bigcode-santacoder | gpt_bigcode | 2048 24 16 vocab_size=49280 n_positions=2048
bigcode/starcoder, bigcode/starcoderbase | gpt_bigcode | 6144 40 48 n_inner=24576 vocab_size=49152 n_positions=8192
bigcode/starcoderbase-1b | gpt_bigcode | 2048 24 16 n_inner=8192 vocab_size=49152 n_positions=8192
# width layers heads hidden projection
@ hidden_size num_hidden_layers num_attention_heads ffn_dim word_embed_proj_dim
facebook/opt-125m | opt | 768 12 12 3072 768
facebook/opt-350m | opt | 1024 24 16 4096 512 do_layer_norm_before=false
facebook/opt-1.3b | opt | 2048 24 32 8192 2048
facebook/opt-2.7b | opt | 2560 32 32 10240 2560
facebook/opt-6.7b | opt | 4096 32 32 16384 4096
facebook/opt-13b | opt | 5120 40 40 20480 5120
facebook/opt-30b | opt | 7168 48 56 28672 7168
facebook/opt-66b | opt | 9216 64 72 36864 9216
# width layers heads vocabulary
@ hidden_size n_layer n_head vocab_size
bigscience/bloom-560m | bloom | 1024 24 16 250880
bigscience/bloom-1b1 | bloom | 1536 24 16 250880
bigscience/bloom-1b7 | bloom | 2048 24 16 250880
bigscience/bloom-3b | bloom | 2560 30 32 250880
bigscience/bloom-7b1, bigscience/bloomz-7b1 | bloom | 4096 30 32 250880
bigscience/bloom, bigscience/bloomz | bloom | 14336 70 112 250880
# width layers heads vocabulary
@ hidden_size num_hidden_layers num_attention_heads vocab_size
tiiuae/falcon-7b | falcon | 4544 32 71 65024 multi_query=true parallel_attn=true bias=false new_decoder_architecture=false alibi=false
tiiuae/falcon-40b | falcon | 8192 60 128 65024 num_kv_heads=8 parallel_attn=true bias=false new_decoder_architecture=true alibi=false
# width layers heads
@ hidden_size num_layers num_heads
EleutherAI/gpt-neo-125m | gpt_neo | 768 12 12 attention_types=[[["global","local"],6]]
EleutherAI/gpt-neo-1.3B | gpt_neo | 2048 24 16 attention_types=[[["global","local"],12]]
EleutherAI/gpt-neo-2.7B | gpt_neo | 2560 32 20 attention_types=[[["global","local"],16]]
# width layers heads
@ d_model n_layers n_heads
mosaicml/mpt-7b | mpt | 4096 32 32 vocab_size=50432 no_bias=true
mosaicml/mpt-30b | mpt | 7168 48 64 vocab_size=50432 no_bias=true
# width layers heads keyWidth hidden
@ d_model num_layers num_heads d_kv d_ff
google-t5/t5-small | t5 | 512 6 8 64 2048
google-t5/t5-base | t5 | 768 12 12 64 3072
google-t5/t5-large | t5 | 1024 24 16 64 4096
google-t5/t5-3b | t5 | 1024 24 32 128 16384
google-t5/t5-11b | t5 | 1024 24 128 128 65536
google/flan-t5-small | t5 | 512 8 6 64 1024 feed_forward_proj=gated-gelu
google/flan-t5-base | t5 | 768 12 12 64 2048 feed_forward_proj=gated-gelu
google/flan-t5-large | t5 | 1024 24 16 64 2816 feed_forward_proj=gated-gelu
google/flan-t5-xl | t5 | 2048 24 32 64 5120 feed_forward_proj=gated-gelu
# width layers layers heads heads hidden hidden
@ d_model encoder_layers decoder_layers encoder_attention_heads decoder_attention_heads encoder_ffn_dim decoder_ffn_dim
openai/whisper-tiny | whisper | 384 4 4 6 6 1536 1536 vocab_size=51865
openai/whisper-base | whisper | 512 6 6 8 8 2048 2048 vocab_size=51865
openai/whisper-small | whisper | 768 12 12 12 12 3072 3072 vocab_size=51865
openai/whisper-medium | whisper | 1024 24 24 16 16 4096 4096 vocab_size=51865
openai/whisper-large-v2, openai/whisper-large | whisper | 1280 32 32 20 20 5120 5120 vocab_size=51865
openai/whisper-large-v3 | whisper | 1280 32 32 20 20 5120 5120 vocab_size=51866 num_mel_bins=128
openai/whisper-large-v3-turbo | whisper | 1280 32 4 20 20 5120 5120 vocab_size=51866 num_mel_bins=128
facebook/bart-base | bart | 768 6 6 12 12 3072 3072 vocab_size=50265
facebook/bart-large | bart | 1024 12 12 16 16 4096 4096 vocab_size=50265
# width layers heads hidden
@ dim n_layers n_heads hidden_dim
distilbert/distilbert-base-uncased | distilbert | 768 6 12 3072
# width layers heads hidden expertHidden experts used shared dense latents vocabulary
@ hidden_size num_hidden_layers num_attention_heads intermediate_size moe_intermediate_size n_routed_experts num_experts_per_tok n_shared_experts first_k_dense_replace q_lora_rank vocab_size
deepseek-ai/DeepSeek-V2-Lite, deepseek-ai/DeepSeek-Coder-V2-Lite-Base | deepseek_v2 | 2048 27 16 10944 1408 64 6 2 1 null 102400 num_key_value_heads=16
deepseek-ai/DeepSeek-V2, deepseek-ai/DeepSeek-V2.5 | deepseek_v2 | 5120 60 128 12288 1536 160 6 2 1 1536 102400
deepseek-ai/DeepSeek-V3, deepseek-ai/DeepSeek-R1, deepseek-ai/DeepSeek-V3-Base | deepseek_v3 | 7168 61 128 18432 2048 256 8 1 3 1536 129280
moonshotai/Kimi-K2-Base, moonshotai/Kimi-K2-Instruct | deepseek_v3 | 7168 61 64 18432 2048 384 8 1 1 1536 163840 num_key_value_heads=64 n_group=1 topk_group=1
`;
