from torch.utils.data import DataLoader
from sentence_transformers import CrossEncoder, InputExample
import csv, gzip

samples = []
with gzip.open("stsbenchmark.tsv.gz", "rt") as f:
    for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["split"] == "train":
            samples.append(InputExample(texts=[row["sentence1"], row["sentence2"]], label=float(row["score"]) / 5))
ce = CrossEncoder("distilroberta-base", num_labels=1)
ce.fit(train_dataloader=DataLoader(samples, shuffle=True, batch_size=16), epochs=4, warmup_steps=100, output_path="ce")
