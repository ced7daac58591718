import random
import spacy
from spacy.training import Example
from data import TRAIN_DATA

nlp = spacy.blank("en")
nlp.add_pipe("ner").add_label("PRODUCT")
optimizer = nlp.initialize()
for i in range(30):
    random.shuffle(TRAIN_DATA)
    losses = {}
    for text, annotations in TRAIN_DATA:
        example = Example.from_dict(nlp.make_doc(text), annotations)
        nlp.update([example], sgd=optimizer, losses=losses)
    print(i, losses)
