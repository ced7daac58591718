import logging
from sentence_transformers import InputExample, LoggingHandler, SentenceTransformer, losses
from torch.utils.data import DataLoader
import csv

logging.basicConfig(level=logging.INFO, handlers=[LoggingHandler()])
model = SentenceTransformer("nreimers/MiniLM-L6-H384-uncased")
with open("quora.tsv") as f:
    examples = [InputExample(texts=[r["q1"], r["q2"]], label=int(r["dup"])) for r in csv.DictReader(f, delimiter="\t")]
dl = DataLoader(examples, shuffle=True, batch_size=64)
model.fit(train_objectives=[(dl, losses.OnlineContrastiveLoss(model))], epochs=10, warmup_steps=1000, output_path="out/quora")
