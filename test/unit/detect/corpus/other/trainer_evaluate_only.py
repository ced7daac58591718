from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments
from data import test_ds, metrics
model = AutoModelForSequenceClassification.from_pretrained('./out/checkpoint-500')
trainer = Trainer(model=model, args=TrainingArguments('tmp', per_device_eval_batch_size=64), compute_metrics=metrics)
print(trainer.evaluate(test_ds))
pred = trainer.predict(test_ds)
