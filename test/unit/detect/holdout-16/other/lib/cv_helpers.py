import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier, early_stopping
from sklearn.base import clone
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, StratifiedKFold


def purged_folds(dates: pd.Series, n: int = 5, gap: pd.Timedelta = pd.Timedelta("7d")):
    edges = pd.qcut(dates.rank(method="first"), n, labels=False)
    for k in range(1, n):
        va = np.flatnonzero(edges == k)
        tr = np.flatnonzero((edges < k) & (dates < dates.iloc[va].min() - gap))
        yield tr, va


def cross_validate(model, X, y, groups=None, n=5, metric=roc_auc_score, fit_kw=None, seed=0):
    """Out-of-fold predictions, the score of every fold and the fitted models."""
    folds = GroupKFold(n).split(X, y, groups) if groups is not None else StratifiedKFold(n, shuffle=True, random_state=seed).split(X, y)
    oof, scores, models = np.zeros(len(X)), [], []
    for tr, va in folds:
        m = clone(model)
        kw = dict(fit_kw or {})
        if isinstance(m, LGBMClassifier):
            kw.update(eval_set=[(X.iloc[va], y.iloc[va])], callbacks=[early_stopping(100, verbose=False)])
        m.fit(X.iloc[tr], y.iloc[tr], **kw)
        oof[va] = m.predict_proba(X.iloc[va])[:, 1]
        scores.append(metric(y.iloc[va], oof[va]))
        models.append(m)
    return oof, scores, models


def adversarial_validation(train: pd.DataFrame, test: pd.DataFrame, **kw):
    X = pd.concat([train, test], ignore_index=True)
    y = pd.Series(np.r_[np.zeros(len(train)), np.ones(len(test))])
    return cross_validate(LGBMClassifier(n_estimators=500, verbose=-1), X, y, **kw)[1]


def blend(preds: dict, weights: dict | None = None) -> np.ndarray:
    w = weights or {k: 1.0 for k in preds}
    return sum(w[k] * pd.Series(p).rank(pct=True).to_numpy() for k, p in preds.items()) / sum(w.values())
