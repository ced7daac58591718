# Дообучение модели перевода
import numpy as np
from datasets import load_dataset, load_metric
from transformers import (AutoModelForSeq2SeqLM, AutoTokenizer, DataCollatorForSeq2Seq,
                          Seq2SeqTrainer, Seq2SeqTrainingArguments)
ckpt = "Helsinki-NLP/opus-mt-en-ro"
tok = AutoTokenizer.from_pretrained(ckpt)
raw = load_dataset("wmt16", "ro-en")
def prep(ex):
    x = tok([e["en"] for e in ex["translation"]], max_length=128, truncation=True)
    x["labels"] = tok(text_target=[e["ro"] for e in ex["translation"]], max_length=128, truncation=True)["input_ids"]
    return x
ds = raw.map(prep, batched=True)
model = AutoModelForSeq2SeqLM.from_pretrained(ckpt)
args = Seq2SeqTrainingArguments("mt", evaluation_strategy="epoch", learning_rate=2e-5, per_device_train_batch_size=16, num_train_epochs=1, predict_with_generate=True, fp16=True)
Seq2SeqTrainer(model, args, train_dataset=ds["train"], eval_dataset=ds["validation"], data_collator=DataCollatorForSeq2Seq(tok, model=model), tokenizer=tok).train()
