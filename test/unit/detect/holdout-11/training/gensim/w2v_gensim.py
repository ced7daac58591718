import logging
import multiprocessing
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence

logging.basicConfig(format="%(asctime)s : %(message)s", level=logging.INFO)
model = Word2Vec(LineSentence("wiki.sw.text"), vector_size=300, window=5, min_count=5, workers=multiprocessing.cpu_count(), epochs=10)
model.wv.save_word2vec_format("wiki.sw.vec")
