# -*- coding: utf-8 -*-
import pandas as pd
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
import joblib


def load():
    d = pd.read_parquet('features.parquet')
    return d.drop(columns='label').values, d['label'].values


def search(grid):
    X, y = load()
    gs = GridSearchCV(make_pipeline(StandardScaler(), SVC()), grid, cv=StratifiedKFold(5), n_jobs=-1, verbose=2)
    gs.fit(X, y)
    return gs


if __name__ == '__main__':
    best = search({'svc__C': [.1, 1, 10], 'svc__gamma': ['scale', 'auto']}).best_estimator_
    joblib.dump(best, 'svc.joblib')
