import assert from 'node:assert/strict';
import type { TrainingPlan } from '../../../../src/energy/plans/plan-fields';
import { readTrainingPlan } from '../../../../src/energy/plans/read-plan';

/** The plan of a file that has one. */
export function planOf(text: string): TrainingPlan {
  const reading = readTrainingPlan(text);
  assert.equal(reading.kind, 'plan', JSON.stringify(reading));
  return reading.plan;
}

export const axolotl = `base_model: meta-llama/Llama-3.1-8B
load_in_4bit: true
adapter: qlora
lora_r: 32
lora_target_linear: true
datasets:
  - path: somewhere/data
    type: alpaca
sequence_len: 4096
micro_batch_size: 2
gradient_accumulation_steps: 4
num_epochs: 3
optimizer: paged_adamw_8bit
bf16: auto
gradient_checkpointing: true
flash_attention: true
deepspeed: deepspeed_configs/zero2.json
`;
export const llamaFactory = `model_name_or_path: Qwen/Qwen2.5-7B-Instruct
stage: sft
finetuning_type: lora
lora_rank: 16
lora_target: q_proj,v_proj
cutoff_len: 2048
per_device_train_batch_size: 1
gradient_accumulation_steps: 8
learning_rate: 1.0e-4
num_train_epochs: 3.0
bf16: true
deepspeed: examples/deepspeed/ds_z3_config.json
`;
export const torchtune = `model:
  _component_: torchtune.models.llama3_1.qlora_llama3_1_8b
  lora_attn_modules: ['q_proj', 'v_proj', 'output_proj']
  apply_lora_to_mlp: True
  lora_rank: 8
tokenizer:
  _component_: torchtune.models.llama3.llama3_tokenizer
  max_seq_len: 1024
batch_size: 2
epochs: 2
max_steps_per_epoch: 50
gradient_accumulation_steps: 8
optimizer:
  _component_: bitsandbytes.optim.PagedAdamW8bit
dtype: bf16
enable_activation_checkpointing: True
`;
export const accelerate = `compute_environment: LOCAL_MACHINE
distributed_type: FSDP
fsdp_config:
  fsdp_sharding_strategy: SHARD_GRAD_OP
mixed_precision: bf16
num_machines: 2
num_processes: 16
`;
export const deepspeed = `{
  "train_batch_size": 256,
  "train_micro_batch_size_per_gpu": 4,
  "gradient_accumulation_steps": 8,
  "optimizer": { "type": "AdamW", "params": { "lr": 1e-4 } },
  "fp16": { "enabled": true },
  "zero_optimization": { "stage": 2 }
}
`;
export const python = `from transformers import AutoModelForCausalLM, TrainingArguments
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

name = "mistralai/Mistral-7B-v0.1"
model = AutoModelForCausalLM.from_pretrained(name, load_in_4bit=True)
peft_config = LoraConfig(r=64, lora_alpha=16, target_modules=["q_proj", "k_proj"])
args = SFTConfig(
    output_dir="out",
    per_device_train_batch_size=4,
    gradient_accumulation_steps=2,
    max_steps=500,
    max_length=1024,
    bf16=True,
    optim="paged_adamw_8bit",
    gradient_checkpointing=True,
    learning_rate=rate(),
)
`;
export const foundry = `max_seq_len: 2048
model:
  name: mpt_causal_lm
  d_model: 768
max_duration: 4800ba
global_train_batch_size: 256
device_train_microbatch_size: 16
precision: amp_bf16
optimizer:
  name: decoupled_adamw
fsdp_config:
  sharding_strategy: FULL_SHARD
  activation_checkpointing: false
`;
export const nanotron = `parallelism:
  dp: 4
  tp: 2
  pp: 1
tokens:
  sequence_length: 4096
  micro_batch_size: 2
  batch_accumulation_per_replica: 3
  train_steps: 1000
optimizer:
  zero_stage: 1
  accumulate_grad_in_fp32: true
model:
  dtype: bfloat16
`;
export const torchtitan = `[job]
dump_folder = "./out"

[model]
name = "llama3"
flavor = "8B"

[training]
local_batch_size = 1
seq_len = 8192
steps = 1000

[parallelism]
data_parallel_shard_degree = -1
tensor_parallel_degree = 8

[activation_checkpoint]
mode = "selective"
`;
export const nemo = `trainer:
  devices: 8
  num_nodes: 4
  precision: bf16
  max_steps: 3000
model:
  micro_batch_size: 2
  global_batch_size: 256
  tensor_model_parallel_size: 4
  pipeline_model_parallel_size: 2
  encoder_seq_length: 4096
`;
