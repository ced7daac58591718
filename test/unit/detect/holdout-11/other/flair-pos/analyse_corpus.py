from collections import Counter
from flair.datasets import UD_ENGLISH

corpus = UD_ENGLISH()
print(corpus.obtain_statistics())
c = Counter(t.get_label("upos").value for s in corpus.train for t in s)
for k, v in c.most_common():
    print(k, v)
