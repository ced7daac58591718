from unsloth import FastLanguageModel, is_bfloat16_supported
import torch
from trl import SFTTrainer, SFTConfig
from datasets import load_dataset

model, tokenizer = FastLanguageModel.from_pretrained("unsloth/llama-3-8b-bnb-4bit", max_seq_length=2048, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=16, lora_alpha=16, use_gradient_checkpointing="unsloth")
dataset = load_dataset("yahma/alpaca-cleaned", split="train")
trainer = SFTTrainer(
    model=model, tokenizer=tokenizer, train_dataset=dataset,
    args=SFTConfig(dataset_text_field="text", per_device_train_batch_size=2, max_steps=60, output_dir="outputs"),
)
gpu = torch.cuda.get_device_properties(0)
print(f"{gpu.name}")
trainer_stats = trainer.train()
model.save_pretrained("lora_model")
