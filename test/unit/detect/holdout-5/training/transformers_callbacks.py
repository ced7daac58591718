import evaluate, numpy as np
from transformers import *
from datasets import load_from_disk
ds = load_from_disk('tok')
acc = evaluate.load('accuracy')
model = AutoModelForImageClassification.from_pretrained('google/vit-base-patch16-224-in21k', num_labels=3)
trainer = Trainer(model=model, args=TrainingArguments('vit', num_train_epochs=4, fp16=True, learning_rate=2e-4, remove_unused_columns=False), train_dataset=ds['train'], eval_dataset=ds['validation'], callbacks=[EarlyStoppingCallback(2)], compute_metrics=lambda p: acc.compute(predictions=np.argmax(p.predictions, 1), references=p.label_ids))
res = trainer.train()
trainer.log_metrics('train', res.metrics)
