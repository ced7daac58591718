import xgboost as xgb
dtrain = xgb.DMatrix("train.svm.txt?format=libsvm")
params = {"max_depth": 6, "objective": "binary:logistic"}
bst = xgb.train(params, dtrain, num_boost_round=200, evals=[(dtrain, "train")])
bst.save_model("model.json")
