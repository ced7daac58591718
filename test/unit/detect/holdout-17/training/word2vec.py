from gensim.models import Word2Vec
from gensim.utils import simple_preprocess
sents = [simple_preprocess(l) for l in open('corpus.txt')]
m = Word2Vec(sents, vector_size=100, window=5, min_count=3, workers=4, epochs=10)
m.save('w2v.model')
