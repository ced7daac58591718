import random

import spacy
from spacy.training import Example
from spacy.util import compounding, minibatch

from train_data import TRAIN_DATA

nlp = spacy.blank("en")
ner = nlp.add_pipe("ner")
for _, ann in TRAIN_DATA:
    for s, e, lab in ann["entities"]:
        ner.add_label(lab)
optimizer = nlp.begin_training()
for itn in range(30):
    random.shuffle(TRAIN_DATA)
    losses = {}
    for batch in minibatch(TRAIN_DATA, size=compounding(4.0, 32.0, 1.001)):
        nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in batch], drop=0.5, sgd=optimizer, losses=losses)
    print(itn, losses)
nlp.to_disk("ner_model")
