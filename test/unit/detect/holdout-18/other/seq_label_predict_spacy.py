import spacy
import sys

nlp = spacy.load("en_core_web_trf")
with open(sys.argv[1]) as f:
    for doc in nlp.pipe(f, batch_size=64):
        for ent in doc.ents:
            print(ent.text, ent.label_, sep="\t")
