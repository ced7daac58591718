from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

ck = "out/checkpoint-500"
tok = AutoTokenizer.from_pretrained(ck)
ds = load_dataset("imdb", split="test").map(lambda b: tok(b["text"], truncation=True), batched=True)
trainer = Trainer(model=AutoModelForSequenceClassification.from_pretrained(ck), args=TrainingArguments("tmp", per_device_eval_batch_size=64), tokenizer=tok)
print(trainer.evaluate(ds))
preds = trainer.predict(ds)
print(preds.metrics)
