import pandas as pd
import xgboost as xgb
from sklearn.model_selection import GroupShuffleSplit

df = pd.read_csv("ltr.csv")
tr, va = next(GroupShuffleSplit(1, test_size=.2).split(df, groups=df.qid))
ranker = xgb.XGBRanker(tree_method="hist", objective="rank:ndcg", n_estimators=500, early_stopping_rounds=20)
cols = [c for c in df if c.startswith("f_")]
ranker.fit(df.iloc[tr][cols], df.iloc[tr].label, qid=df.iloc[tr].qid, eval_set=[(df.iloc[va][cols], df.iloc[va].label)], eval_qid=[df.iloc[va].qid])
ranker.save_model("ranker.ubj")
