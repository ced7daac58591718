#!/bin/bash
python3 - <<'PY'
from sklearn.datasets import load_iris
from sklearn.tree import DecisionTreeClassifier
X, y = load_iris(return_X_y=True)
print(DecisionTreeClassifier().fit(X, y).score(X, y))
PY
