#!/usr/bin/env python
import random
from pathlib import Path
import plac
import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

DATA = [("Who is Shaka Khan?", {"entities": [(7, 17, "PERSON")]}),
        ("I like London and Berlin.", {"entities": [(7, 13, "LOC"), (18, 24, "LOC")]})]

@plac.annotations(output_dir=("Optional output directory", "option", "o", Path), n_iter=("iterations", "option", "n", int))
def main(output_dir=None, n_iter=100):
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for _, ann in DATA:
        for ent in ann["entities"]:
            ner.add_label(ent[2])
    nlp.begin_training()
    for itn in range(n_iter):
        random.shuffle(DATA)
        losses = {}
        for batch in minibatch(DATA, size=compounding(4.0, 32.0, 1.001)):
            nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in batch], drop=0.5, losses=losses)
        print("Losses", losses)
    if output_dir is not None:
        nlp.to_disk(output_dir)

if __name__ == "__main__":
    plac.call(main)
