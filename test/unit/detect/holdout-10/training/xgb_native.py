import xgboost as xgb
import pandas as pd

train = pd.read_parquet("s3://bucket/train.parquet")
valid = pd.read_parquet("s3://bucket/valid.parquet")
dtrain = xgb.DMatrix(train.drop(columns="y"), label=train["y"])
dvalid = xgb.DMatrix(valid.drop(columns="y"), label=valid["y"])
params = dict(objective="binary:logistic", eta=0.1, max_depth=6, tree_method="hist", device="cuda")
bst = xgb.train(params, dtrain, num_boost_round=1000, evals=[(dvalid, "val")], early_stopping_rounds=50)
bst.save_model("model.ubj")
