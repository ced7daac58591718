from datasets import load_dataset
from setfit import SetFitModel, Trainer, TrainingArguments, sample_dataset

dataset = load_dataset("sst2")
model = SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2", labels=["negative", "positive"])
args = TrainingArguments(batch_size=16, num_epochs=4, eval_strategy="epoch")
trainer = Trainer(model=model, args=args, train_dataset=sample_dataset(dataset["train"], "label", 8),
                  eval_dataset=dataset["validation"], column_mapping={"sentence": "text", "label": "label"})
trainer.train()
print(trainer.evaluate(dataset["validation"]))
