import spacy
nlp = spacy.load('en_core_web_sm')
for doc in nlp.pipe(open('t.txt'), batch_size=50):
    print([(e.text, e.label_) for e in doc.ents])
counts = {}
counts.update({'train': 1})
