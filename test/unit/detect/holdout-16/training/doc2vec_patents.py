import collections
import gzip
import json
import logging
import os
import random
import smart_open
import gensim
from gensim.models.doc2vec import Doc2Vec, TaggedDocument
from gensim.corpora import Dictionary
from gensim.models import LdaMulticore

logging.basicConfig(format='%(asctime)s : %(levelname)s : %(message)s', level=logging.INFO)
assert gensim.models.doc2vec.FAST_VERSION > -1, "this will be painfully slow otherwise"


class Corpus:
    def __init__(self, path, tagged=True):
        self.path, self.tagged = path, tagged

    def __iter__(self):
        with smart_open.open(self.path, encoding='utf8') as f:
            for line in f:
                d = json.loads(line)
                toks = gensim.utils.simple_preprocess(d['abstract'])
                yield TaggedDocument(toks, [d['id']]) if self.tagged else toks


def sanity(model, corpus, n=500):
    ranks = []
    for i, doc in enumerate(corpus):
        if i >= n:
            break
        sims = [t for t, _ in model.dv.most_similar([model.infer_vector(doc.words)], topn=50)]
        ranks.append(sims.index(doc.tags[0]) if doc.tags[0] in sims else 50)
    print(collections.Counter(ranks).most_common(5))


path = os.environ.get('PATENTS', 'patents.jsonl.gz')
docs = Corpus(path)
for name, kw in {'dm': dict(dm=1, window=8), 'dbow': dict(dm=0, dbow_words=1)}.items():
    model = Doc2Vec(vector_size=200, min_count=10, epochs=20, workers=16, negative=10, **kw)
    model.build_vocab(docs)
    model.train(docs, total_examples=model.corpus_count, epochs=model.epochs)
    sanity(model, docs)
    model.save('patents.%s.d2v' % name)

d = Dictionary(Corpus(path, False))
d.filter_extremes(no_below=20, no_above=0.3)
lda = LdaMulticore([d.doc2bow(t) for t in Corpus(path, False)], id2word=d, num_topics=100, passes=5, workers=12)
lda.save('patents.lda')
for i, t in lda.show_topics(10):
    print(i, t)
