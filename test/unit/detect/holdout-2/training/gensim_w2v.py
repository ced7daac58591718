import logging, sys
from gensim.models import Word2Vec
from gensim.models.word2vec import LineSentence
logging.basicConfig(level=logging.INFO)
inp, outp = sys.argv[1:3]
model = Word2Vec(vector_size=200, window=5, min_count=5, workers=4, sg=1)
model.build_vocab(LineSentence(inp))
model.train(LineSentence(inp), total_examples=model.corpus_count, epochs=10)
model.wv.save_word2vec_format(outp)
