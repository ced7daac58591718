from transformers import AutoModelForSequenceClassification, AutoTokenizer, Trainer, TrainingArguments
from datasets import load_dataset
import evaluate
acc = evaluate.load('accuracy')
m = AutoModelForSequenceClassification.from_pretrained('./out')
tok = AutoTokenizer.from_pretrained('./out')
ds = load_dataset('glue', 'sst2', split='validation').map(lambda b: tok(b['sentence']), batched=True)
trainer = Trainer(m, TrainingArguments('tmp', per_device_eval_batch_size=64), eval_dataset=ds, compute_metrics=lambda p: acc.compute(predictions=p[0].argmax(-1), references=p[1]))
print(trainer.evaluate())
