import lightgbm as lgb
import numpy as np
import polars as pl
from sklearn.model_selection import GroupKFold

train = pl.read_parquet("train_features.parquet").to_pandas()
FEATURES = [c for c in train.columns if c not in ("user", "target")]
oof = np.zeros(len(train))
for fold, (tr, va) in enumerate(GroupKFold(5).split(train, groups=train["user"])):
    dtr = lgb.Dataset(train.loc[tr, FEATURES], train.loc[tr, "target"])
    dva = lgb.Dataset(train.loc[va, FEATURES], train.loc[va, "target"], reference=dtr)
    booster = lgb.train({"objective": "binary", "metric": "auc", "num_leaves": 63, "learning_rate": 0.03}, dtr, num_boost_round=5000,
                        valid_sets=[dva], callbacks=[lgb.early_stopping(100), lgb.log_evaluation(200)])
    oof[va] = booster.predict(train.loc[va, FEATURES])
    booster.save_model(f"lgb_{fold}.txt")
