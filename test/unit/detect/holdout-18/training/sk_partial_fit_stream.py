import csv, sys
import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

vec = HashingVectorizer(n_features=2**18, alternate_sign=False)
clf = SGDClassifier(loss="log_loss")
classes = np.array([0, 1])

def chunks(reader, n=1000):
    X, y = [], []
    for row in reader:
        X.append(row[1]); y.append(int(row[0]))
        if len(X) == n:
            yield X, y
            X, y = [], []

for i, (texts, labels) in enumerate(chunks(csv.reader(sys.stdin))):
    xs = vec.transform(texts)
    if i:
        print(i, clf.score(xs, labels))
    clf.partial_fit(xs, labels, classes=classes)
