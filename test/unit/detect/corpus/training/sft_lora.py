import torch
from datasets import load_dataset
from peft import LoraConfig
from trl import SFTConfig, SFTTrainer

peft_config = LoraConfig(r=16, lora_alpha=32, task_type="CAUSAL_LM")
SFTTrainer(
    "meta-llama/Llama-3.2-1B",
    train_dataset=load_dataset("trl-lib/Capybara", split="train"),
    args=SFTConfig(output_dir="out", per_device_train_batch_size=2, gradient_accumulation_steps=8, max_steps=500),
    peft_config=peft_config,
).train()
