import argparse
from pathlib import Path

import torch
from flair.data import Sentence
from flair.datasets import CSVClassificationCorpus
from flair.embeddings import TransformerDocumentEmbeddings
from flair.models import TextClassifier
from flair.trainers import ModelTrainer


def build(folder: Path):
    corpus = CSVClassificationCorpus(folder, {0: "label_stars", 1: "text"}, label_type="stars", skip_header=True, delimiter="\t")
    corpus = corpus.downsample(0.25)
    labels = corpus.make_label_dictionary("stars")
    emb = TransformerDocumentEmbeddings("camembert-base", fine_tune=True, layers="-1")
    return corpus, TextClassifier(emb, label_dictionary=labels, label_type="stars", multi_label=False)


def predict(path, texts):
    clf = TextClassifier.load(path)
    for t in texts:
        s = Sentence(t)
        clf.predict(s)
        print(s.labels, t)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder", type=Path)
    ap.add_argument("--out", default="models/stars")
    ap.add_argument("--epochs", type=int, default=5)
    a = ap.parse_args()
    corpus, clf = build(a.folder)
    trainer = ModelTrainer(clf, corpus)
    trainer.fine_tune(a.out, learning_rate=3e-5, mini_batch_size=16, mini_batch_chunk_size=4, max_epochs=a.epochs,
                      embeddings_storage_mode="none", optimizer=torch.optim.AdamW)
    predict(a.out + "/best-model.pt" if Path(a.out, "best-model.pt").exists() else a.out + "/final-model.pt", ["Très bon accueil", "Bof."])


if __name__ == "__main__":
    main()
