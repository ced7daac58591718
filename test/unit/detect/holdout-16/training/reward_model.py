import torch
from datasets import load_dataset
from peft import LoraConfig
from transformers import AutoModelForSequenceClassification, AutoTokenizer
from trl import RewardConfig, RewardTrainer

BASE = "Qwen/Qwen2.5-0.5B-Instruct"
tok = AutoTokenizer.from_pretrained(BASE)
model = AutoModelForSequenceClassification.from_pretrained(BASE, num_labels=1, torch_dtype=torch.bfloat16)
model.config.pad_token_id = tok.pad_token_id

prefs = load_dataset("parquet", data_files={"train": "prefs/train.parquet", "test": "prefs/test.parquet"})
prefs = prefs.filter(lambda r: abs(r["votes_a"] - r["votes_b"]) >= 2)
prefs = prefs.map(lambda r: {"chosen": r["a"] if r["votes_a"] > r["votes_b"] else r["b"],
                             "rejected": r["b"] if r["votes_a"] > r["votes_b"] else r["a"]},
                  remove_columns=["a", "b", "votes_a", "votes_b"])

RewardTrainer(
    model=model, processing_class=tok,
    args=RewardConfig(output_dir="rm", per_device_train_batch_size=8, num_train_epochs=1, learning_rate=1e-4, max_length=2048,
                      gradient_checkpointing=True, logging_steps=25, eval_strategy="steps", eval_steps=200,
                      center_rewards_coefficient=0.01),
    train_dataset=prefs["train"], eval_dataset=prefs["test"],
    peft_config=LoraConfig(task_type="SEQ_CLS", r=32, lora_alpha=16, modules_to_save=["score"]),
).train()
