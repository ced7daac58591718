import logging
from datasets import load_dataset
from sentence_transformers import (SentenceTransformer, SentenceTransformerTrainer,
                                   SentenceTransformerTrainingArguments, losses)
from sentence_transformers.evaluation import TripletEvaluator
from sentence_transformers.training_args import BatchSamplers

logging.basicConfig(level=logging.INFO)

base = "answerdotai/ModernBERT-base"
short = base.split("/")[-1]

model = SentenceTransformer(base)
model.max_seq_length = 256
triplets = load_dataset("json", data_files="legal_triplets.jsonl", split="train").train_test_split(1000, seed=12)
loss = losses.CachedMultipleNegativesRankingLoss(model, mini_batch_size=32)
args = SentenceTransformerTrainingArguments(
    output_dir=f"output/{short}-legal", num_train_epochs=1, per_device_train_batch_size=512, warmup_ratio=0.05,
    bf16=True, batch_sampler=BatchSamplers.NO_DUPLICATES, learning_rate=8e-5, logging_steps=20,
    eval_strategy="steps", eval_steps=200)
dev = TripletEvaluator(*[triplets["test"][c] for c in ("anchor", "positive", "negative")], name="legal-dev")
dev(model)

SentenceTransformerTrainer(model=model, args=args, train_dataset=triplets["train"], eval_dataset=triplets["test"],
                           loss=loss, evaluator=dev).train()

dev(model)
model.save_pretrained(f"output/{short}-legal/final")
