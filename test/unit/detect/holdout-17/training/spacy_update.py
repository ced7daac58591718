import spacy, random
from spacy.training import Example
nlp = spacy.blank('en'); ner = nlp.add_pipe('ner'); ner.add_label('GADGET')
opt = nlp.initialize()
TRAIN = [('I bought an iPhone', {'entities': [(12, 18, 'GADGET')]})]
for i in range(30):
    random.shuffle(TRAIN); losses = {}
    for t, a in TRAIN:
        nlp.update([Example.from_dict(nlp.make_doc(t), a)], sgd=opt, losses=losses)
nlp.to_disk('ner')
