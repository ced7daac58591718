from sentence_transformers import SentenceTransformer, SentenceTransformerTrainer, SentenceTransformerTrainingArguments, losses
from datasets import load_dataset
model = SentenceTransformer("microsoft/mpnet-base")
ds = load_dataset("sentence-transformers/all-nli", "triplet", split="train[:100000]")
t = SentenceTransformerTrainer(model=model, args=SentenceTransformerTrainingArguments(output_dir="o", num_train_epochs=1), train_dataset=ds, loss=losses.MultipleNegativesRankingLoss(model))
t.train()
model.save_pretrained("o/final")
