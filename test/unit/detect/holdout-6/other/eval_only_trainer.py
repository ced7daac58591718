import numpy as np
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

tok = AutoTokenizer.from_pretrained("out/best")
model = AutoModelForSequenceClassification.from_pretrained("out/best")
ds = load_dataset("imdb", split="test").map(lambda e: tok(e["text"], truncation=True), batched=True)
trainer = Trainer(model=model, args=TrainingArguments("tmp", per_device_eval_batch_size=64), eval_dataset=ds,
                  compute_metrics=lambda p: {"acc": (np.argmax(p.predictions, 1) == p.label_ids).mean()})
print(trainer.evaluate())
