from sentence_transformers import InputExample, SentenceTransformer, losses
from torch.utils.data import DataLoader
import csv

m = SentenceTransformer("distilroberta-base")
with open("stsb.tsv") as f:
    ex = [InputExample(texts=[r["s1"], r["s2"]], label=float(r["score"]) / 5) for r in csv.DictReader(f, delimiter="\t")]
m.fit(train_objectives=[(DataLoader(ex, shuffle=True, batch_size=16), losses.CosineSimilarityLoss(m))], epochs=4, warmup_steps=100, output_path="out/stsb")
