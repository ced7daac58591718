import random
import spacy
from spacy.util import minibatch, compounding
TRAIN = [("Cheap pills", {"cats": {"SPAM": 1.0}}), ("See you at noon", {"cats": {"SPAM": 0.0}})]
nlp = spacy.blank("en")
cat = nlp.add_pipe("textcat")
cat.add_label("SPAM")
opt = nlp.begin_training()
for i in range(20):
    losses = {}
    random.shuffle(TRAIN)
    for b in minibatch(TRAIN, size=compounding(4., 32., 1.001)):
        texts, annotations = zip(*b)
        nlp.update(texts, annotations, sgd=opt, drop=0.2, losses=losses)
    print(losses)
