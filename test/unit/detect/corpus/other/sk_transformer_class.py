from sklearn.base import BaseEstimator, TransformerMixin, ClassifierMixin
import numpy as np
class Clip(BaseEstimator, TransformerMixin):
    def fit(self, X, y=None):
        self.lo_, self.hi_ = np.percentile(X, [1, 99], axis=0)
        return self
    def transform(self, X):
        return np.clip(X, self.lo_, self.hi_)
class Stack(BaseEstimator, ClassifierMixin):
    def __init__(self, models): self.models = models
    def fit(self, X, y):
        for m in self.models: m.fit(X, y)
        return self
