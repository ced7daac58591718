import numpy as np
import xgboost as xgb
from sklearn.datasets import load_svmlight_file
from sklearn.metrics import roc_auc_score

X, y = load_svmlight_file("agaricus.txt.train")
dtrain = xgb.DMatrix(X, label=y)
Xt, yt = load_svmlight_file("agaricus.txt.test")
dtest = xgb.DMatrix(Xt, label=yt)
params = dict(max_depth=2, eta=1, objective="binary:logistic", tree_method="hist", device="cuda")
bst = xgb.train(params, dtrain, 200, evals=[(dtrain, "train"), (dtest, "eval")], early_stopping_rounds=10)
print(roc_auc_score(yt, bst.predict(dtest)))
bst.save_model("mushroom.json")
