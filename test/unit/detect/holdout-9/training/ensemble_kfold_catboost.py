import numpy as np
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.model_selection import StratifiedKFold

tr, te = pd.read_csv("train.csv"), pd.read_csv("test.csv")
cats = tr.select_dtypes("object").columns.tolist()
pred = np.zeros(len(te))
for f, (a, b) in enumerate(StratifiedKFold(5, shuffle=True, random_state=1).split(tr, tr.target)):
    cb = CatBoostClassifier(iterations=3000, task_type="GPU", od_wait=100, verbose=200)
    cb.fit(Pool(tr.iloc[a].drop(columns="target"), tr.target.iloc[a], cats), eval_set=Pool(tr.iloc[b].drop(columns="target"), tr.target.iloc[b], cats))
    pred += cb.predict_proba(te)[:, 1] / 5
