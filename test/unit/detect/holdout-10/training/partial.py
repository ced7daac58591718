import sys
import numpy as np
from sklearn.linear_model import SGDClassifier
from sklearn.feature_extraction.text import HashingVectorizer

vec = HashingVectorizer(n_features=2**18)
clf = SGDClassifier(loss="log_loss")
buf, lab = [], []
for line in sys.stdin:
    label, text = line.rstrip("\n").split("\t", 1)
    buf.append(text)
    lab.append(int(label))
    if len(buf) == 1000:
        clf.partial_fit(vec.transform(buf), np.array(lab), classes=[0, 1])
        buf, lab = [], []
print(clf.coef_.shape)
