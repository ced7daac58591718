import spacy

nlp = spacy.load("en_core_web_trf")
texts = open("docs.txt").read().splitlines()
counts = {}
for doc in nlp.pipe(texts, batch_size=32):
    for ent in doc.ents:
        counts.setdefault(ent.label_, {}).update({ent.text: 1})
counts.get("ORG", {}).update({"x": 0})
print({k: len(v) for k, v in counts.items()})
