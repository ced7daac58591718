import gensim, multiprocessing, gzip
def sents():
    with gzip.open('reviews.txt.gz', 'rt') as f:
        for l in f: yield gensim.utils.simple_preprocess(l)
docs = list(sents())
m = gensim.models.Word2Vec(docs, vector_size=150, window=10, workers=multiprocessing.cpu_count())
m.save('w2v.bin')
