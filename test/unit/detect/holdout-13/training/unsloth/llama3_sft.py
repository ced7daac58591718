from unsloth import FastLanguageModel, is_bfloat16_supported
import torch
from datasets import load_dataset
from trl import SFTTrainer
from transformers import TrainingArguments

max_seq_length = 2048
model, tokenizer = FastLanguageModel.from_pretrained("unsloth/llama-3-8b-bnb-4bit", max_seq_length=max_seq_length, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=16, target_modules=["q_proj", "k_proj", "v_proj", "o_proj"], lora_alpha=16,
                                         use_gradient_checkpointing="unsloth")
dataset = load_dataset("yahma/alpaca-cleaned", split="train").map(
    lambda b: {"text": [f"{i}\n{o}{tokenizer.eos_token}" for i, o in zip(b["instruction"], b["output"])]}, batched=True)
trainer = SFTTrainer(model=model, tokenizer=tokenizer, train_dataset=dataset, dataset_text_field="text", max_seq_length=max_seq_length,
                     args=TrainingArguments(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=60, output_dir="outputs",
                                            bf16=is_bfloat16_supported(), optim="adamw_8bit"))
trainer_stats = trainer.train()
print(f"{trainer_stats.metrics['train_runtime']} seconds used for training.")
model.save_pretrained("lora_model")
