from setfit import SetFitModel, Trainer, TrainingArguments
from datasets import load_dataset
d = load_dataset("sst2")
model = SetFitModel.from_pretrained("sentence-transformers/paraphrase-mpnet-base-v2")
trainer = Trainer(model=model, args=TrainingArguments(batch_size=16, num_epochs=1), train_dataset=d["train"].shuffle().select(range(16)))
trainer.train()
