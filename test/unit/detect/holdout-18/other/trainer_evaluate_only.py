import sys
from datasets import load_dataset
from transformers import AutoModelForTokenClassification, AutoTokenizer, DataCollatorForTokenClassification, Trainer, TrainingArguments
import evaluate as ev

seqeval = ev.load("seqeval")
path = sys.argv[1]
tok = AutoTokenizer.from_pretrained(path)
model = AutoModelForTokenClassification.from_pretrained(path)
ds = load_dataset("conll2003", split="test").map(lambda e: tok(e["tokens"], is_split_into_words=True, truncation=True))
args = TrainingArguments(output_dir="tmp", per_device_eval_batch_size=64, do_train=False, do_eval=True)
trainer = Trainer(model=model, args=args, eval_dataset=ds, data_collator=DataCollatorForTokenClassification(tok))
print(trainer.evaluate())
preds = trainer.predict(ds)
print(preds.metrics)
