import pickle
import sys
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier


def stream(path, chunk=50_000):
    yield from pd.read_csv(path, chunksize=chunk)


def learn(path):
    vec = HashingVectorizer(n_features=2 ** 20)
    clf = SGDClassifier(loss="log_loss")
    for part in stream(path):
        clf.partial_fit(vec.transform(part.text), part.label, classes=[0, 1])
    return clf


if __name__ == "__main__":
    with open("sgd.pkl", "wb") as f:
        pickle.dump(learn(sys.argv[1]), f)
