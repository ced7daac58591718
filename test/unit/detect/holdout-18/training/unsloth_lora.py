from unsloth import FastLanguageModel
from unsloth.chat_templates import get_chat_template
from trl import SFTTrainer
from transformers import TrainingArguments
from datasets import load_dataset

model, tokenizer = FastLanguageModel.from_pretrained("unsloth/llama-3-8b-bnb-4bit", max_seq_length=2048, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=16, lora_alpha=16, use_gradient_checkpointing="unsloth")
tokenizer = get_chat_template(tokenizer, "llama-3")

def fmt(ex):
    return {"text": [tokenizer.apply_chat_template(c, tokenize=False) for c in ex["conversations"]]}

ds = load_dataset("mlabonne/FineTome-100k", split="train").map(fmt, batched=True)
trainer = SFTTrainer(model=model, tokenizer=tokenizer, train_dataset=ds, dataset_text_field="text", max_seq_length=2048,
    args=TrainingArguments(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=60, output_dir="outputs"))
trainer_stats = trainer.train()
print(trainer_stats.metrics["train_runtime"])
model.save_pretrained("lora_model")
