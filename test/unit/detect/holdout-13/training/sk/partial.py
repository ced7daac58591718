"""Out-of-core text classification."""
import itertools
import sys

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

vec = HashingVectorizer(n_features=2**18, alternate_sign=False)
clf = SGDClassifier(loss="log_loss")


def stream(path):
    with open(path) as fh:
        for line in fh:
            label, text = line.rstrip("\n").split("\t", 1)
            yield int(label), text


def chunks(it, n):
    while block := list(itertools.islice(it, n)):
        yield zip(*block)


for i, (ys, texts) in enumerate(chunks(stream(sys.argv[1]), 1000)):
    clf.partial_fit(vec.transform(texts), ys, classes=[0, 1])
    if i % 20 == 0:
        print(i)
