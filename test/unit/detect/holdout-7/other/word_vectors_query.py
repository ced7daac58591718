from gensim.models import KeyedVectors, Word2Vec

wv = KeyedVectors.load_word2vec_format("GoogleNews-vectors-negative300.bin", binary=True)
m = Word2Vec.load("own.model")
for w in ("train", "learn"):
    print(w, wv.most_similar(w, topn=3), m.wv.most_similar(w, topn=3))
