import numpy as np
from datasets import load_dataset
from transformers import AutoModelForSequenceClassification, Trainer, TrainingArguments

model = AutoModelForSequenceClassification.from_pretrained("./checkpoints/best")
trainer = Trainer(model=model, args=TrainingArguments("tmp", per_device_eval_batch_size=64), eval_dataset=load_dataset("imdb", split="test"))
print(trainer.evaluate())
preds = trainer.predict(load_dataset("imdb", split="test"))
np.save("preds.npy", preds.predictions)
