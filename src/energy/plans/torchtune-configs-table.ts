/**
 * torchtune's own configs that `tune run … --config NAME` names: the builder of the model, the batch, what is accumulated, and what is
 * not as in most (one epoch, AdamW, bf16, no activation recomputed, adapters in attention and the feed-forward).
 * Source: https://github.com/pytorch/torchtune (BSD-3-Clause), recipes/configs, April 2026.
 */
export const torchtuneConfigs = `
gemma/2B_full gemma.gemma_2b 2 1 recomputed
gemma/2B_lora gemma.lora_gemma_2b 4 1 recomputed rank=64
gemma/2B_lora_single_device gemma.lora_gemma_2b 4 8 recomputed rank=64
gemma/2B_qlora_single_device gemma.qlora_gemma_2b 4 8 recomputed rank=64
gemma/7B_full gemma.gemma_7b 1 1 recomputed
gemma/7B_lora gemma.lora_gemma_7b 4 1 recomputed rank=64
gemma/7B_lora_single_device gemma.lora_gemma_7b 8 8 recomputed rank=8
gemma/7B_qlora_single_device gemma.qlora_gemma_7b 4 8 recomputed rank=64
gemma2/27B_full gemma2.gemma2_27b 1 1 recomputed
gemma2/27B_lora gemma2.lora_gemma2_27b 4 1 recomputed rank=64
gemma2/27B_lora_single_device gemma2.lora_gemma2_27b 2 8 recomputed rank=8
gemma2/27B_qlora_single_device gemma2.qlora_gemma2_27b 4 8 recomputed rank=64
gemma2/2B_full gemma2.gemma2_2b 2 1 recomputed
gemma2/2B_lora gemma2.lora_gemma2_2b 4 1 recomputed rank=64
gemma2/2B_lora_single_device gemma2.lora_gemma2_2b 8 8 recomputed rank=64
gemma2/2B_qlora_single_device gemma2.qlora_gemma2_2b 4 8 recomputed rank=64
gemma2/9B_full gemma2.gemma2_9b 1 1 recomputed
gemma2/9B_lora gemma2.lora_gemma2_9b 4 1 recomputed rank=64
gemma2/9B_lora_single_device gemma2.lora_gemma2_9b 8 8 recomputed rank=8
gemma2/9B_qlora_single_device gemma2.qlora_gemma2_9b 4 8 recomputed rank=64
llama2/13B_full llama2.llama2_13b 2 1 recomputed
llama2/13B_lora llama2.lora_llama2_13b 2 8 rank=8 model.apply_lora_to_output
llama2/13B_qlora_single_device llama2.qlora_llama2_13b 2 8 recomputed rank=8
llama2/70B_lora llama2.lora_llama2_70b 2 1 recomputed rank=16
llama2/70B_qlora llama2.qlora_llama2_70b 2 1 recomputed rank=16
llama2/7B_full llama2.llama2_7b 2 1 recomputed
llama2/7B_full_low_memory llama2.llama2_7b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
llama2/7B_lora llama2.lora_llama2_7b 2 8 rank=8
llama2/7B_lora_dpo llama2.lora_llama2_7b 4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss rank=8
llama2/7B_lora_dpo_single_device llama2.lora_llama2_7b 4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss rank=8
llama2/7B_lora_single_device llama2.lora_llama2_7b 2 8 recomputed rank=8
llama2/7B_qat_full llama2.llama2_7b 2 1 recomputed
llama2/7B_qlora llama2.qlora_llama2_7b 2 8 recomputed rank=8
llama2/7B_qlora_single_device llama2.qlora_llama2_7b 2 8 recomputed rank=8
llama3/70B_full llama3.llama3_70b 2 1 recomputed
llama3/70B_lora llama3.lora_llama3_70b 2 1 recomputed rank=16
llama3/8B_dora llama3.lora_llama3_8b 2 1 rank=8 model.use_dora
llama3/8B_dora_single_device llama3.lora_llama3_8b 2 8 recomputed rank=8 model.use_dora
llama3/8B_full llama3.llama3_8b 2 1 recomputed
llama3/8B_full_single_device llama3.llama3_8b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit
llama3/8B_lora llama3.lora_llama3_8b 2 8 rank=8
llama3/8B_lora_single_device llama3.lora_llama3_8b 2 8 recomputed rank=8
llama3/8B_qat_full llama3.llama3_8b 2 1 recomputed
llama3/8B_qat_lora llama3.lora_llama3_8b 2 8 rank=8
llama3/8B_qdora_single_device llama3.lora_llama3_8b 2 8 recomputed rank=8 model.use_dora model.quantize_base
llama3/8B_qlora_single_device llama3.qlora_llama3_8b 2 8 recomputed rank=8
llama3_1/405B_qlora llama3_1.qlora_llama3_1_405b 1 8 recomputed rank=16
llama3_1/70B_full llama3_1.llama3_1_70b 2 1 recomputed
llama3_1/70B_lora llama3_1.lora_llama3_1_70b 2 1 recomputed rank=16
llama3_1/8B_full llama3_1.llama3_1_8b 2 1 recomputed
llama3_1/8B_full_dpo llama3_1.llama3_1_8b 4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss
llama3_1/8B_full_single_device llama3_1.llama3_1_8b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit
llama3_1/8B_lora llama3_1.lora_llama3_1_8b 2 8 rank=8
llama3_1/8B_lora_dpo llama3_1.lora_llama3_1_8b 4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss rank=8
llama3_1/8B_lora_dpo_single_device llama3_1.lora_llama3_1_8b 4 8 max_steps_per_epoch=1000 tokenizer.max_seq_len=1024 recomputed loss._component_=torchtune.rlhf.loss.DPOLoss rank=8
llama3_1/8B_lora_single_device llama3_1.lora_llama3_1_8b 2 8 recomputed rank=8
llama3_1/8B_qat_full llama3_1.llama3_1_8b 2 1 recomputed
llama3_1/8B_qat_lora llama3_1.lora_llama3_1_8b 2 8 rank=8
llama3_1/8B_qlora_single_device llama3_1.qlora_llama3_1_8b 2 8 recomputed rank=8
llama3_2/1B_full llama3_2.llama3_2_1b 4 8
llama3_2/1B_full_single_device llama3_2.llama3_2_1b 4 1 optimizer._component_=bitsandbytes.optim.PagedAdamW8bit
llama3_2/1B_lora llama3_2.lora_llama3_2_1b 4 8 rank=64
llama3_2/1B_lora_single_device llama3_2.lora_llama3_2_1b 4 8 rank=64
llama3_2/1B_qat_lora llama3_2.lora_llama3_2_1b 4 8 rank=64
llama3_2/1B_qlora_single_device llama3_2.qlora_llama3_2_1b 4 8 rank=64
llama3_2/3B_full llama3_2.llama3_2_3b 4 8 recomputed
llama3_2/3B_full_single_device llama3_2.llama3_2_3b 4 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit
llama3_2/3B_lora llama3_2.lora_llama3_2_3b 4 8 rank=64
llama3_2/3B_lora_single_device llama3_2.lora_llama3_2_3b 4 8 recomputed rank=64
llama3_2/3B_qat_full llama3_2.llama3_2_3b 4 8 recomputed
llama3_2/3B_qat_lora llama3_2.lora_llama3_2_3b 4 8 rank=64
llama3_2/3B_qlora_single_device llama3_2.qlora_llama3_2_3b 4 8 recomputed rank=64
llama3_2/8B_to_1B_KD_lora_distributed llama3_2.lora_llama3_2_1b 4 8 teacher_model._component_=llama3_1.llama3_1_8b rank=64
llama3_2/8B_to_1B_KD_lora_single_device llama3_2.lora_llama3_2_1b 4 8 teacher_model._component_=llama3_1.llama3_1_8b rank=64
llama3_2_vision/11B_full llama3_2_vision.llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed
llama3_2_vision/11B_full_single_device llama3_2_vision.llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW8bit
llama3_2_vision/11B_lora llama3_2_vision.lora_llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_2_vision/11B_lora_single_device llama3_2_vision.lora_llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_2_vision/11B_qlora llama3_2_vision.qlora_llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_2_vision/11B_qlora_single_device llama3_2_vision.qlora_llama3_2_vision_11b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_2_vision/90B_full llama3_2_vision.llama3_2_vision_90b 2 8 tokenizer.max_seq_len=8192 recomputed
llama3_2_vision/90B_lora llama3_2_vision.lora_llama3_2_vision_90b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_2_vision/90B_qlora llama3_2_vision.qlora_llama3_2_vision_90b 2 8 tokenizer.max_seq_len=8192 recomputed rank=8
llama3_3/70B_full llama3_3.llama3_3_70b 2 1 recomputed
llama3_3/70B_full_multinode llama3_3.llama3_3_70b 4 1 tokenizer.max_seq_len=1024 recomputed tensor_parallel_dim=8
llama3_3/70B_lora llama3_3.lora_llama3_3_70b 2 1 recomputed rank=16
llama3_3/70B_qlora llama3_3.qlora_llama3_3_70b 2 1 recomputed rank=16
llama4/maverick_17B_128E_full llama4.llama4_maverick_17b_128e 1 1 recomputed tensor_parallel_dim=8
llama4/scout_17B_16E_full llama4.llama4_scout_17b_16e 1 1 recomputed tensor_parallel_dim=2
llama4/scout_17B_16E_lora llama4.lora_llama4_scout_17b_16e 2 1 recomputed rank=16
mistral/7B_full mistral.mistral_7b 2 1 recomputed
mistral/7B_full_low_memory mistral.mistral_7b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
mistral/7B_lora mistral.lora_mistral_7b 4 1 recomputed rank=64 model.apply_lora_to_output
mistral/7B_lora_single_device mistral.lora_mistral_7b 4 8 recomputed rank=64 model.apply_lora_to_output
mistral/7B_qlora_single_device mistral.qlora_mistral_7b 4 8 recomputed rank=64
phi3/mini_full phi3.phi3_mini 2 8 recomputed
phi3/mini_full_low_memory phi3.phi3_mini 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
phi3/mini_lora phi3.lora_phi3_mini 2 8 rank=8
phi3/mini_lora_single_device phi3.lora_phi3_mini 2 8 recomputed rank=8
phi3/mini_qlora_single_device phi3.qlora_phi3_mini 2 8 recomputed rank=8
phi4/14B_full phi4.phi4_14b 2 8 recomputed
phi4/14B_full_low_memory phi4.phi4_14b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
phi4/14B_lora phi4.lora_phi4_14b 2 8 rank=8
phi4/14B_lora_single_device phi4.lora_phi4_14b 2 8 recomputed rank=8
phi4/14B_qlora_single_device phi4.qlora_phi4_14b 2 8 recomputed rank=8
qwen2/0.5B_full qwen2.qwen2_0_5b 2 8
qwen2/0.5B_full_single_device qwen2.qwen2_0_5b 2 8 recomputed
qwen2/0.5B_lora qwen2.lora_qwen2_0_5b 4 8 recomputed rank=32
qwen2/0.5B_lora_single_device qwen2.lora_qwen2_0_5b 4 8 recomputed rank=32
qwen2/1.5B_full qwen2.qwen2_1_5b 2 1
qwen2/1.5B_full_single_device qwen2.qwen2_1_5b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2/1.5B_lora qwen2.lora_qwen2_1_5b 2 8 recomputed rank=32
qwen2/1.5B_lora_single_device qwen2.lora_qwen2_1_5b 2 8 recomputed rank=32
qwen2/1.5_to_0.5B_KD_lora_distributed qwen2.lora_qwen2_0_5b 8 8 teacher_model._component_=qwen2.qwen2_1_5b rank=32
qwen2/1.5_to_0.5B_KD_lora_single_device qwen2.lora_qwen2_0_5b 8 8 teacher_model._component_=qwen2.qwen2_1_5b rank=32
qwen2/7B_full qwen2.qwen2_7b 2 8 recomputed
qwen2/7B_full_single_device qwen2.qwen2_7b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2/7B_lora qwen2.lora_qwen2_7b 2 8 rank=8
qwen2/7B_lora_single_device qwen2.lora_qwen2_7b 2 8 recomputed rank=8
qwen2_5/0.5B_full qwen2_5.qwen2_5_0_5b 2 8
qwen2_5/0.5B_full_single_device qwen2_5.qwen2_5_0_5b 2 8
qwen2_5/0.5B_lora qwen2_5.lora_qwen2_5_0_5b 2 8 rank=32
qwen2_5/0.5B_lora_single_device qwen2_5.lora_qwen2_5_0_5b 2 8 rank=32
qwen2_5/1.5B_full qwen2_5.qwen2_5_1_5b_instruct 2 1 recomputed
qwen2_5/1.5B_full_single_device qwen2_5.qwen2_5_1_5b_instruct 4 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2_5/1.5B_lora qwen2_5.lora_qwen2_5_1_5b_instruct 2 8 rank=32
qwen2_5/1.5B_lora_single_device qwen2_5.lora_qwen2_5_1_5b_instruct 2 8 rank=32
qwen2_5/1.5B_qat_single_device qwen2_5.qwen2_5_1_5b_instruct 1 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2_5/14B_lora_single_device qwen2_5.lora_qwen2_5_14b_instruct 2 8 recomputed rank=8
qwen2_5/14B_to_7B_KD_lora_single_device qwen2_5.lora_qwen2_5_7b 2 8 epochs=5 recomputed teacher_model._component_=qwen2_5.lora_qwen2_5_14b_instruct rank=64
qwen2_5/32B_lora qwen2_5.lora_qwen2_5_32b_instruct 2 8 rank=8
qwen2_5/3B_full qwen2_5.qwen2_5_3b 2 8 recomputed
qwen2_5/3B_full_single_device qwen2_5.qwen2_5_3b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2_5/3B_lora qwen2_5.lora_qwen2_5_3b 2 8 rank=8
qwen2_5/3B_lora_single_device qwen2_5.lora_qwen2_5_3b 2 8 recomputed rank=8
qwen2_5/3B_qat_single_device qwen2_5.qwen2_5_3b 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2_5/72B_lora qwen2_5.lora_qwen2_5_72b_instruct 2 1 recomputed rank=8
qwen2_5/7B_full qwen2_5.qwen2_5_7b_instruct 2 8 recomputed
qwen2_5/7B_full_single_device qwen2_5.qwen2_5_7b_instruct 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen2_5/7B_lora qwen2_5.lora_qwen2_5_7b_instruct 2 8 rank=8
qwen2_5/7B_lora_single_device qwen2_5.lora_qwen2_5_7b_instruct 2 8 recomputed rank=8
qwen3/0.6B_full qwen3.qwen3_0_6b_instruct 2 8
qwen3/0.6B_full_single_device qwen3.qwen3_0_6b_instruct 2 8
qwen3/0.6B_lora qwen3.lora_qwen3_0_6b_instruct 2 8 rank=32
qwen3/0.6B_lora_single_device qwen3.lora_qwen3_0_6b_instruct 2 8 rank=32
qwen3/0.6B_qat_full qwen3.qwen3_0_6b_instruct 2 8
qwen3/0.6B_qat_lora qwen3.lora_qwen3_0_6b_instruct 2 8 rank=32
qwen3/1.7B_full qwen3.qwen3_1_7b_instruct 2 1
qwen3/1.7B_full_single_device qwen3.qwen3_1_7b_instruct 4 1
qwen3/1.7B_lora qwen3.lora_qwen3_1_7b_instruct 2 8 rank=32
qwen3/1.7B_lora_single_device qwen3.lora_qwen3_1_7b_instruct 2 8 rank=32
qwen3/1.7B_qat_full qwen3.qwen3_1_7b_instruct 2 1
qwen3/1.7B_qat_lora qwen3.lora_qwen3_1_7b_instruct 2 8 rank=32
qwen3/14B_lora_single_device qwen3.lora_qwen3_14b_instruct 2 8 recomputed rank=8
qwen3/14B_to_8B_KD_lora_single_device qwen3.lora_qwen3_8b_base 2 8 recomputed teacher_model._component_=qwen3.qwen3_14b_instruct rank=64
qwen3/32B_lora qwen3.lora_qwen3_32b 2 8 rank=8
qwen3/32B_qat_lora qwen3.lora_qwen3_32b 2 8 rank=8
qwen3/4B_full qwen3.qwen3_4b_instruct 2 8 recomputed
qwen3/4B_full_single_device qwen3.qwen3_4b_instruct 2 1 recomputed
qwen3/4B_lora qwen3.lora_qwen3_4b_instruct 2 8 rank=8
qwen3/4B_lora_single_device qwen3.lora_qwen3_4b_instruct 2 8 recomputed rank=8
qwen3/4B_qat_full qwen3.qwen3_4b_instruct 2 8 recomputed
qwen3/4B_qat_lora qwen3.lora_qwen3_4b_instruct 2 8 rank=8
qwen3/8B_full qwen3.qwen3_8b_instruct 2 8 recomputed
qwen3/8B_full_single_device qwen3.qwen3_8b_instruct 2 1 recomputed optimizer._component_=bitsandbytes.optim.PagedAdamW
qwen3/8B_lora qwen3.lora_qwen3_8b_instruct 2 8 rank=8
qwen3/8B_lora_single_device qwen3.lora_qwen3_8b_instruct 2 8 recomputed rank=8
qwen3/8B_qat_full qwen3.qwen3_8b_instruct 2 8 recomputed
qwen3/8B_qat_lora qwen3.lora_qwen3_8b_instruct 2 8 rank=8
`;
