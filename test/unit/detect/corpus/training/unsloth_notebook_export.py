# %% [markdown]
# # Finetune

# %%
from unsloth import FastLanguageModel
import torch
max_seq_length = 2048
model, tokenizer = FastLanguageModel.from_pretrained(model_name="unsloth/llama-3-8b-bnb-4bit", max_seq_length=max_seq_length, load_in_4bit=True)
# %%
from trl import SFTTrainer
from transformers import TrainingArguments
trainer = SFTTrainer(model=model, tokenizer=tokenizer, max_seq_length=max_seq_length,
    args=TrainingArguments(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=60, learning_rate=2e-4, output_dir="outputs"))
# %%
trainer_stats = trainer.train()
