import random
import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

TRAIN_DATA = [
    ("Who is Shaka Khan?", {"entities": [(7, 17, "PERSON")]}),
    ("I like London and Berlin.", {"entities": [(7, 13, "LOC"), (18, 24, "LOC")]}),
]


def main(out="ner_model", n_iter=30):
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for _, ann in TRAIN_DATA:
        for ent in ann["entities"]:
            ner.add_label(ent[2])
    nlp.initialize()
    for itn in range(n_iter):
        random.shuffle(TRAIN_DATA)
        losses = {}
        for batch in minibatch(TRAIN_DATA, size=compounding(4.0, 32.0, 1.001)):
            examples = [Example.from_dict(nlp.make_doc(t), a) for t, a in batch]
            nlp.update(examples, drop=0.5, losses=losses)
        print("Losses", losses)
    nlp.to_disk(out)


if __name__ == "__main__":
    main()
