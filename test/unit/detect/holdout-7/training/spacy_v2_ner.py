import random
import plac
import spacy
from spacy.util import minibatch, compounding

TRAIN_DATA = [("Who is Shaka Khan?", {"entities": [(7, 17, "PERSON")]})]


@plac.annotations(model=("Model name", "option", "m", str), n_iter=("iterations", "option", "n", int))
def main(model=None, output_dir=None, n_iter=100):
    nlp = spacy.blank("en")
    ner = nlp.create_pipe("ner")
    nlp.add_pipe(ner, last=True)
    for _, ann in TRAIN_DATA:
        for ent in ann.get("entities"):
            ner.add_label(ent[2])
    optimizer = nlp.begin_training()
    for itn in range(n_iter):
        random.shuffle(TRAIN_DATA)
        losses = {}
        for batch in minibatch(TRAIN_DATA, size=compounding(4.0, 32.0, 1.001)):
            texts, annotations = zip(*batch)
            nlp.update(texts, annotations, drop=0.5, losses=losses)
        print("Losses", losses)


if __name__ == "__main__":
    plac.call(main)
