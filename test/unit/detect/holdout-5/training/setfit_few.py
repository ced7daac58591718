from datasets import load_dataset
from setfit import SetFitModel, Trainer, TrainingArguments, sample_dataset
d = load_dataset('SetFit/sst2')
m = SetFitModel.from_pretrained('sentence-transformers/paraphrase-mpnet-base-v2')
Trainer(model=m, args=TrainingArguments(batch_size=16, num_epochs=1), train_dataset=sample_dataset(d['train'], num_samples=8)).train()
