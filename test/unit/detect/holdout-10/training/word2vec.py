import logging
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence

logging.basicConfig(format="%(asctime)s : %(levelname)s : %(message)s", level=logging.INFO)
sentences = LineSentence("corpus.txt")
model = Word2Vec(sentences, vector_size=100, window=5, min_count=5, workers=8)
model.save("w2v.model")
print(model.wv.most_similar("king"))
