import numpy as np
import xgboost as xgb

dtrain = xgb.DMatrix("agaricus.txt.train?format=libsvm")
dtest = xgb.DMatrix("agaricus.txt.test?format=libsvm")
param = dict(max_depth=2, eta=1, objective="binary:logistic")


def logregobj(preds, dtrain):
    labels = dtrain.get_label()
    preds = 1.0 / (1.0 + np.exp(-preds))
    return preds - labels, preds * (1.0 - preds)


bst = xgb.train(param, dtrain, 200, evals=[(dtest, "eval"), (dtrain, "train")], obj=logregobj, early_stopping_rounds=10)
bst.save_model("model.ubj")
