import pandas as pd
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments

path = "runs/deberta-mnli/checkpoint-36000"
tok = AutoTokenizer.from_pretrained(path)
ds = load_dataset("glue", "mnli", split="validation_mismatched").map(lambda b: tok(b["premise"], b["hypothesis"], truncation=True), batched=True)
trainer = Trainer(model=AutoModelForSequenceClassification.from_pretrained(path),
                  args=TrainingArguments("tmp_eval", per_device_eval_batch_size=64, do_train=False, report_to=[]), tokenizer=tok)
print(trainer.evaluate(eval_dataset=ds))
pred = trainer.predict(ds)
pd.DataFrame(pred.predictions).to_csv("logits.csv")
