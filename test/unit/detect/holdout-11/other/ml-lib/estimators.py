import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_X_y


class StackedLogit(ClassifierMixin, BaseEstimator):
    def __init__(self, n_models=5, C=1.0):
        self.n_models = n_models
        self.C = C

    def fit(self, X, y):
        X, y = check_X_y(X, y)
        rng = np.random.default_rng(0)
        self.models_ = []
        for _ in range(self.n_models):
            idx = rng.integers(0, len(X), len(X))
            self.models_.append(LogisticRegression(C=self.C).fit(X[idx], y[idx]))
        return self

    def predict_proba(self, X):
        return np.mean([m.predict_proba(X) for m in self.models_], axis=0)
