import random
import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

TRAIN_DATA = [("Uber blew through $1 million", {"entities": [(0, 4, "ORG")]}), ("Google rebrands", {"entities": [(0, 6, "ORG")]})]


def main(n_iter=30):
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    ner.add_label("ORG")
    optimizer = nlp.initialize()
    for itn in range(n_iter):
        random.shuffle(TRAIN_DATA)
        losses = {}
        for batch in minibatch(TRAIN_DATA, size=compounding(4.0, 32.0, 1.001)):
            nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in batch], sgd=optimizer, drop=0.35, losses=losses)
        print(itn, losses)
    nlp.to_disk("ner_model")


if __name__ == "__main__":
    main()
