import random
import spacy
from spacy.training import Example
from spacy.util import minibatch

TRAIN = [("Uber blew through $1 million", {"entities": [(0, 4, "ORG")]})]
nlp = spacy.blank("en")
ner = nlp.add_pipe("ner")
ner.add_label("ORG")
opt = nlp.initialize()
for it in range(30):
    random.shuffle(TRAIN)
    losses = {}
    for batch in minibatch(TRAIN, size=8):
        nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in batch], sgd=opt, losses=losses)
    print(losses)
nlp.to_disk("out")
