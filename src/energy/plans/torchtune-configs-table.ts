/**
 * torchtune's own configs that `tune run … --config NAME` names, by what they have: the batch, what is accumulated, and what is not as in
 * most (one epoch, AdamW, bf16, no activation recomputed, adapters of such a rank in attention and the feed-forward, the builder that the
 * config's name tells).
 * Source: https://github.com/pytorch/torchtune (BSD-3-Clause), recipes/configs, April 2026.
 */
export const torchtuneConfigs = `
2 1 recomputed: gemma/2B_full gemma2/2B_full llama2/13B_full llama2/7B_full llama2/7B_qat_full llama3/70B_full llama3/8B_full llama3/8B_qat_full llama3_1/70B_full llama3_1/8B_full llama3_1/8B_qat_full llama3_3/70B_full mistral/7B_full
4 1 recomputed rank=64: gemma/2B_lora gemma/7B_lora gemma2/27B_lora gemma2/2B_lora gemma2/9B_lora
4 8 recomputed rank=64: gemma/2B_lora_single_device gemma/2B_qlora_single_device gemma/7B_qlora_single_device gemma2/27B_qlora_single_device gemma2/2B_qlora_single_device gemma2/9B_qlora_single_device llama3_2/3B_lora_single_device llama3_2/3B_qlora_single_device mistral/7B_qlora_single_device
1 1 recomputed: gemma/7B_full gemma2/27B_full gemma2/9B_full
8 8 recomputed rank=8: gemma/7B_lora_single_device gemma2/9B_lora_single_device
2 8 recomputed rank=8: gemma2/27B_lora_single_device llama2/13B_qlora_single_device llama2/7B_lora_single_device llama2/7B_qlora llama2/7B_qlora_single_device llama3/8B_lora_single_device llama3/8B_qlora_single_device llama3_1/8B_lora_single_device llama3_1/8B_qlora_single_device phi3/mini_lora_single_device phi3/mini_qlora_single_device phi4/14B_lora_single_device phi4/14B_qlora_single_device qwen2/7B_lora_single_device qwen2_5/3B_lora_single_device
8 8 recomputed rank=64: gemma2/2B_lora_single_device
2 8 rank=8 model.apply_lora_to_output: llama2/13B_lora
2 1 recomputed rank=16: llama2/70B_lora llama2/70B_qlora llama3/70B_lora llama3_1/70B_lora llama3_3/70B_lora llama3_3/70B_qlora
2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW: llama2/7B_full_low_memory mistral/7B_full_low_memory phi3/mini_full_low_memory phi4/14B_full_low_memory qwen2/1.5B_full_single_device qwen2/7B_full_single_device qwen2_5/3B_full_single_device qwen2_5/3B_qat_single_device
2 8 rank=8: llama2/7B_lora llama3/8B_lora llama3/8B_qat_lora llama3_1/8B_lora llama3_1/8B_qat_lora phi3/mini_lora phi4/14B_lora qwen2/7B_lora qwen2_5/3B_lora qwen3/32B_lora qwen3/32B_qat_lora
4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss rank=8: llama2/7B_lora_dpo llama2/7B_lora_dpo_single_device llama3_1/8B_lora_dpo llama3_1/8B_lora_dpo_single_device
2 1 rank=8 model.use_dora: llama3/8B_dora
2 8 recomputed rank=8 model.use_dora: llama3/8B_dora_single_device
2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit: llama3/8B_full_single_device llama3_1/8B_full_single_device
2 8 recomputed rank=8 model.use_dora model.quantize_base: llama3/8B_qdora_single_device
1 8 recomputed rank=16: llama3_1/405B_qlora
4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss: llama3_1/8B_full_dpo
4 8: llama3_2/1B_full
4 1 optimizer._component_=bitsandbytes.optim.PagedAdamW8bit: llama3_2/1B_full_single_device
4 8 rank=64: llama3_2/1B_lora llama3_2/1B_lora_single_device llama3_2/1B_qat_lora llama3_2/1B_qlora_single_device llama3_2/3B_lora llama3_2/3B_qat_lora
4 8 recomputed: llama3_2/3B_full llama3_2/3B_qat_full
4 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit: llama3_2/3B_full_single_device
4 8 builder=llama3_2.lora_llama3_2_1b teacher_model._component_=llama3_1.llama3_1_8b rank=64: llama3_2/8B_to_1B_KD_lora_distributed llama3_2/8B_to_1B_KD_lora_single_device
2 8 tokenizer.max_seq_len=8192 recomputed: llama3_2_vision/11B_full llama3_2_vision/90B_full
2 8 tokenizer.max_seq_len=8192 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit: llama3_2_vision/11B_full_single_device
2 8 tokenizer.max_seq_len=8192 recomputed rank=8: llama3_2_vision/11B_lora llama3_2_vision/11B_lora_single_device llama3_2_vision/11B_qlora llama3_2_vision/11B_qlora_single_device llama3_2_vision/90B_lora llama3_2_vision/90B_qlora
4 1 tokenizer.max_seq_len=1024 recomputed tensor_parallel_dim=8: llama3_3/70B_full_multinode
1 1 builder=llama4.llama4_maverick_17b_128e recomputed tensor_parallel_dim=8: llama4/maverick_17B_128E_full
1 1 builder=llama4.llama4_scout_17b_16e recomputed tensor_parallel_dim=2: llama4/scout_17B_16E_full
2 1 builder=llama4.lora_llama4_scout_17b_16e recomputed rank=16: llama4/scout_17B_16E_lora
4 1 recomputed rank=64 model.apply_lora_to_output: mistral/7B_lora
4 8 recomputed rank=64 model.apply_lora_to_output: mistral/7B_lora_single_device
2 8 recomputed: phi3/mini_full phi4/14B_full qwen2/0.5B_full_single_device qwen2/7B_full qwen2_5/3B_full
2 8: qwen2/0.5B_full qwen2_5/0.5B_full qwen2_5/0.5B_full_single_device
4 8 recomputed rank=32: qwen2/0.5B_lora qwen2/0.5B_lora_single_device
2 1: qwen2/1.5B_full
2 8 recomputed rank=32: qwen2/1.5B_lora qwen2/1.5B_lora_single_device
8 8 builder=qwen2.lora_qwen2_0_5b teacher_model._component_=qwen2.qwen2_1_5b rank=32: qwen2/1.5_to_0.5B_KD_lora_distributed qwen2/1.5_to_0.5B_KD_lora_single_device
2 8 rank=32: qwen2_5/0.5B_lora qwen2_5/0.5B_lora_single_device
2 1 builder=qwen2_5.qwen2_5_1_5b_instruct recomputed: qwen2_5/1.5B_full
4 1 builder=qwen2_5.qwen2_5_1_5b_instruct recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW: qwen2_5/1.5B_full_single_device
2 8 builder=qwen2_5.lora_qwen2_5_1_5b_instruct rank=32: qwen2_5/1.5B_lora qwen2_5/1.5B_lora_single_device
1 1 builder=qwen2_5.qwen2_5_1_5b_instruct recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW: qwen2_5/1.5B_qat_single_device
2 8 builder=qwen2_5.lora_qwen2_5_14b_instruct recomputed rank=8: qwen2_5/14B_lora_single_device
2 8 builder=qwen2_5.lora_qwen2_5_7b epochs=5 recomputed teacher_model._component_=qwen2_5.lora_qwen2_5_14b_instruct rank=64: qwen2_5/14B_to_7B_KD_lora_single_device
2 8 builder=qwen2_5.lora_qwen2_5_32b_instruct rank=8: qwen2_5/32B_lora
2 1 builder=qwen2_5.lora_qwen2_5_72b_instruct recomputed rank=8: qwen2_5/72B_lora
2 8 builder=qwen2_5.qwen2_5_7b_instruct recomputed: qwen2_5/7B_full
2 1 builder=qwen2_5.qwen2_5_7b_instruct recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW: qwen2_5/7B_full_single_device
2 8 builder=qwen2_5.lora_qwen2_5_7b_instruct rank=8: qwen2_5/7B_lora
2 8 builder=qwen2_5.lora_qwen2_5_7b_instruct recomputed rank=8: qwen2_5/7B_lora_single_device
2 8 builder=qwen3.qwen3_0_6b_instruct: qwen3/0.6B_full qwen3/0.6B_full_single_device qwen3/0.6B_qat_full
2 8 builder=qwen3.lora_qwen3_0_6b_instruct rank=32: qwen3/0.6B_lora qwen3/0.6B_lora_single_device qwen3/0.6B_qat_lora
2 1 builder=qwen3.qwen3_1_7b_instruct: qwen3/1.7B_full qwen3/1.7B_qat_full
4 1 builder=qwen3.qwen3_1_7b_instruct: qwen3/1.7B_full_single_device
2 8 builder=qwen3.lora_qwen3_1_7b_instruct rank=32: qwen3/1.7B_lora qwen3/1.7B_lora_single_device qwen3/1.7B_qat_lora
2 8 builder=qwen3.lora_qwen3_14b_instruct recomputed rank=8: qwen3/14B_lora_single_device
2 8 builder=qwen3.lora_qwen3_8b_base recomputed teacher_model._component_=qwen3.qwen3_14b_instruct rank=64: qwen3/14B_to_8B_KD_lora_single_device
2 8 builder=qwen3.qwen3_4b_instruct recomputed: qwen3/4B_full qwen3/4B_qat_full
2 1 builder=qwen3.qwen3_4b_instruct recomputed: qwen3/4B_full_single_device
2 8 builder=qwen3.lora_qwen3_4b_instruct rank=8: qwen3/4B_lora qwen3/4B_qat_lora
2 8 builder=qwen3.lora_qwen3_4b_instruct recomputed rank=8: qwen3/4B_lora_single_device
2 8 builder=qwen3.qwen3_8b_instruct recomputed: qwen3/8B_full qwen3/8B_qat_full
2 1 builder=qwen3.qwen3_8b_instruct recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW: qwen3/8B_full_single_device
2 8 builder=qwen3.lora_qwen3_8b_instruct rank=8: qwen3/8B_lora qwen3/8B_qat_lora
2 8 builder=qwen3.lora_qwen3_8b_instruct recomputed rank=8: qwen3/8B_lora_single_device
`;
