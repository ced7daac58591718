from unsloth import FastLanguageModel
from unsloth.chat_templates import get_chat_template, train_on_responses_only
from datasets import load_dataset
from trl import SFTConfig, SFTTrainer

max_seq_length = 2048
model, tokenizer = FastLanguageModel.from_pretrained("unsloth/Llama-3.2-3B-Instruct", max_seq_length=max_seq_length, load_in_4bit=True)
model = FastLanguageModel.get_peft_model(model, r=16, lora_alpha=16, use_gradient_checkpointing="unsloth",
                                         target_modules=["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"])
tokenizer = get_chat_template(tokenizer, "llama-3.1")
ds = load_dataset("mlabonne/FineTome-100k", split="train")
ds = ds.map(lambda e: {"text": [tokenizer.apply_chat_template(c, tokenize=False) for c in e["conversations"]]}, batched=True)
trainer = SFTTrainer(model=model, tokenizer=tokenizer, train_dataset=ds, args=SFTConfig(per_device_train_batch_size=2, gradient_accumulation_steps=4, max_steps=60, optim="adamw_8bit", output_dir="outputs"))
trainer = train_on_responses_only(trainer, instruction_part="<|start_header_id|>user", response_part="<|start_header_id|>assistant")
trainer_stats = trainer.train()
model.save_pretrained_gguf("model", tokenizer, quantization_method="q4_k_m")
