import multiprocessing
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence
m = Word2Vec(LineSentence('wiki.txt'), vector_size=300, window=5, min_count=5, workers=multiprocessing.cpu_count())
m.save('w2v.model')
