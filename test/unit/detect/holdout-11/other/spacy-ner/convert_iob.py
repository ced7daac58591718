import spacy
from spacy.tokens import DocBin

nlp = spacy.blank("de")
for split in ("train", "dev"):
    db = DocBin()
    for line in open(f"{split}.jsonl"):
        text, ents = eval(line)
        doc = nlp(text)
        doc.ents = [s for s in (doc.char_span(*e) for e in ents) if s]
        db.add(doc)
    db.to_disk(f"./{split}.spacy")
