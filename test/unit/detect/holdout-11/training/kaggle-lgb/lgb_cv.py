import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.model_selection import KFold

train = pd.read_parquet("train.parquet")
feats = [c for c in train if c not in ("id", "target")]
params = dict(objective="regression", metric="rmse", learning_rate=0.02, num_leaves=127, feature_fraction=0.7)
oof = np.zeros(len(train))
models = []
for fold, (tr, va) in enumerate(KFold(5, shuffle=True, random_state=7).split(train)):
    dtr = lgb.Dataset(train.iloc[tr][feats], train.iloc[tr].target)
    dva = lgb.Dataset(train.iloc[va][feats], train.iloc[va].target, reference=dtr)
    bst = lgb.train(params, dtr, 10000, valid_sets=[dtr, dva], callbacks=[lgb.early_stopping(200), lgb.log_evaluation(100)])
    oof[va] = bst.predict(train.iloc[va][feats])
    models.append(bst)
    bst.save_model(f"lgb_{fold}.txt")
print("CV", np.sqrt(np.mean((oof - train.target) ** 2)))
