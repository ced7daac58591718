from sentence_transformers import InputExample, SentenceTransformer, losses
from torch.utils.data import DataLoader
import csv, gzip, math

model = SentenceTransformer("all-MiniLM-L6-v2")
train_samples = []
with gzip.open("stsbenchmark.tsv.gz", "rt", encoding="utf8") as fIn:
    for row in csv.DictReader(fIn, delimiter="\t", quoting=csv.QUOTE_NONE):
        train_samples.append(InputExample(texts=[row["sentence1"], row["sentence2"]], label=float(row["score"]) / 5.0))
train_dataloader = DataLoader(train_samples, shuffle=True, batch_size=16)
train_loss = losses.CosineSimilarityLoss(model=model)
model.fit(train_objectives=[(train_dataloader, train_loss)], epochs=4,
          warmup_steps=math.ceil(len(train_dataloader) * 4 * 0.1), output_path="out/sts")
