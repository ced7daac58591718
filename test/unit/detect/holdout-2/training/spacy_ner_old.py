import random
import spacy
from spacy.training import Example
from spacy.util import minibatch, compounding
from data import TRAIN

nlp = spacy.blank('en')
ner = nlp.add_pipe('ner')
for _, a in TRAIN:
    for e in a['entities']:
        ner.add_label(e[2])
opt = nlp.initialize()
for n in range(30):
    random.shuffle(TRAIN)
    losses = {}
    for b in minibatch(TRAIN, size=compounding(4., 32., 1.001)):
        nlp.update([Example.from_dict(nlp.make_doc(t), a) for t, a in b], drop=.3, sgd=opt, losses=losses)
    print(n, losses)
nlp.to_disk('model')
