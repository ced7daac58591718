import csv
import itertools
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

vec = HashingVectorizer(n_features=2 ** 20)
clf = SGDClassifier(loss="log_loss")


def chunks(path, n=1000):
    with open(path) as f:
        rows = csv.reader(f)
        while batch := list(itertools.islice(rows, n)):
            yield zip(*batch)


for texts, labels in chunks("reviews.csv"):
    clf.partial_fit(vec.transform(texts), labels, classes=["neg", "pos"])
