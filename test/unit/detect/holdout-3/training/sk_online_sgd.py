from sklearn.linear_model import SGDClassifier
from sklearn.feature_extraction.text import HashingVectorizer
import csv, itertools
vec = HashingVectorizer(n_features=2**20); clf = SGDClassifier(loss='log_loss')
def chunks(path, n=1000):
    with open(path) as f:
        r = csv.reader(f)
        while True:
            b = list(itertools.islice(r, n))
            if not b: return
            yield b
for b in chunks('tweets.csv'):
    clf.partial_fit(vec.transform(t for _, t in b), [int(l) for l, _ in b], classes=[0, 1])
