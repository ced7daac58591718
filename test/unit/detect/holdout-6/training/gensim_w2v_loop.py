import logging, sys
from gensim.models.word2vec import Word2Vec, LineSentence

logging.basicConfig(level=logging.INFO)
inp, outp = sys.argv[1:3]
model = Word2Vec(LineSentence(inp), vector_size=400, window=5, min_count=5, workers=8)
model.save(outp)
