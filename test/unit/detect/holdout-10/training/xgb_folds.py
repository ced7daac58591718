import numpy as np
from sklearn.datasets import make_regression
from sklearn.model_selection import KFold
from xgboost import XGBRegressor

X, y = make_regression(2000, 20)
oof = np.zeros(len(y))
models = []
for fold, (tr, va) in enumerate(KFold(5, shuffle=True).split(X)):
    models.append(XGBRegressor(n_estimators=300, early_stopping_rounds=20))
    models[-1].fit(X[tr], y[tr], eval_set=[(X[va], y[va])], verbose=False)
    oof[va] = models[-1].predict(X[va])
print(((oof - y) ** 2).mean())
