import logging, sys
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence
logging.basicConfig(level=logging.INFO)
model = Word2Vec(LineSentence(sys.argv[1]), vector_size=200, window=5, sg=1, negative=10, workers=8, epochs=5)
model.wv.save("w2v.kv")
print(model.wv.most_similar("energy"))
