import itertools
import sys
import joblib
import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

vec = HashingVectorizer(n_features=2 ** 20, alternate_sign=False)
clf = SGDClassifier(loss="log_loss", alpha=1e-6, average=True)
held_out = None
for i, chunk in enumerate(pd.read_csv(sys.argv[1], chunksize=50_000)):
    X, y = vec.transform(chunk.text), chunk.label
    if held_out is None:
        held_out = X, y
        continue
    clf.partial_fit(X, y, classes=[0, 1])
    print(f"{i * 50_000:>10,d} rows, held-out {clf.score(*held_out):.4f}")
joblib.dump(clf, "stream.joblib")
