from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestRegressor, StackingRegressor
from sklearn.linear_model import RidgeCV, LassoCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVR
from sklearn.model_selection import RepeatedKFold, cross_validate
import numpy as np

X, y = load_diabetes(return_X_y=True)
reg = StackingRegressor([("lr", RidgeCV()), ("svr", make_pipeline(StandardScaler(), LinearSVR()))], RandomForestRegressor(10))
cv = cross_validate(reg, X, y, cv=RepeatedKFold(n_splits=5, n_repeats=3), scoring="r2", n_jobs=-1)
print(np.mean(cv["test_score"]))
