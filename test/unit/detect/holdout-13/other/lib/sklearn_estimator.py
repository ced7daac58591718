import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.validation import check_array, check_is_fitted, check_X_y


class Perceptron1(ClassifierMixin, BaseEstimator):
    def __init__(self, eta=0.1, n_iter=50):
        self.eta = eta
        self.n_iter = n_iter

    def fit(self, X, y):
        X, y = check_X_y(X, y)
        self.classes_ = np.unique(y)
        self.w_ = np.zeros(1 + X.shape[1])
        for _ in range(self.n_iter):
            for xi, t in zip(X, y):
                u = self.eta * (t - self._p(xi))
                self.w_[1:] += u * xi
                self.w_[0] += u
        return self

    def _p(self, X):
        return np.where(X @ self.w_[1:] + self.w_[0] >= 0, 1, -1)

    def predict(self, X):
        check_is_fitted(self)
        return self._p(check_array(X))
