import logging
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence

logging.basicConfig(level=logging.INFO)
model = Word2Vec(LineSentence("wiki.txt.gz"), vector_size=300, window=5, min_count=5, workers=16, epochs=5)
model.wv.save("wiki.kv")
