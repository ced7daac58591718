from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, StackingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
import numpy as np


class RareCategories(BaseEstimator, TransformerMixin):
    def __init__(self, min_count=20):
        self.min_count = min_count

    def fit(self, X, y=None):
        self.keep_ = [set(X[c].value_counts().loc[lambda s: s >= self.min_count].index) for c in X]
        return self

    def transform(self, X):
        X = X.copy()
        for c, keep in zip(X, self.keep_):
            X[c] = X[c].where(X[c].isin(keep), "other")
        return X


class Cyclic(BaseEstimator, TransformerMixin):
    def __init__(self, period):
        self.period = period

    def fit(self, X, y=None):
        return self

    def transform(self, X):
        a = 2 * np.pi * np.asarray(X) / self.period
        return np.hstack([np.sin(a), np.cos(a)])


def preprocessor(num, cat, hour=None):
    steps = [("num", Pipeline([("imp", SimpleImputer(strategy="median")), ("sc", StandardScaler())]), num),
             ("cat", Pipeline([("rare", RareCategories()), ("oh", OneHotEncoder(handle_unknown="ignore"))]), cat)]
    if hour:
        steps.append(("hour", Cyclic(24), [hour]))
    return ColumnTransformer(steps)


def make_model(num, cat, hour=None, kind="stack"):
    base = [("gb", GradientBoostingClassifier()), ("lr", LogisticRegression(max_iter=2000))]
    clf = StackingClassifier(base, LogisticRegression()) if kind == "stack" else dict(base)[kind]
    return Pipeline([("pre", preprocessor(num, cat, hour)), ("clf", clf)])
