import gensim, smart_open, logging, sys
from gensim.models.doc2vec import Doc2Vec, TaggedDocument

logging.basicConfig(level=logging.INFO)

def read_corpus(fname):
    with smart_open.open(fname, encoding="iso-8859-1") as f:
        for i, line in enumerate(f):
            yield TaggedDocument(gensim.utils.simple_preprocess(line), [i])

train_corpus = list(read_corpus(sys.argv[1]))
model = Doc2Vec(vector_size=50, min_count=2, epochs=40, workers=8)
model.build_vocab(train_corpus)
model.train(train_corpus, total_examples=model.corpus_count, epochs=model.epochs)
model.save("d2v.model")
