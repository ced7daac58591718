from torch.utils.data import DataLoader
from sentence_transformers import SentenceTransformer, InputExample, losses
import csv, gzip

model = SentenceTransformer("distilbert-base-nli-mean-tokens")
examples = []
with gzip.open("pairs.tsv.gz", "rt") as f:
    for a, b, s in csv.reader(f, delimiter="\t"):
        examples.append(InputExample(texts=[a, b], label=float(s)))
dl = DataLoader(examples, shuffle=True, batch_size=16)
model.fit(train_objectives=[(dl, losses.CosineSimilarityLoss(model))], epochs=1, warmup_steps=100)
