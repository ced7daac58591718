import gc
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.model_selection import KFold

def reduce_mem(df):
    for c in df.select_dtypes('float64'):
        df[c] = df[c].astype('float32')
    return df

train_df = reduce_mem(pd.read_csv('../input/train.csv'))
test_df = reduce_mem(pd.read_csv('../input/test.csv'))
feats = [c for c in train_df.columns if c not in ['id', 'target']]
params = {'objective': 'regression', 'metric': 'rmse', 'num_leaves': 127, 'learning_rate': 0.03, 'verbosity': -1}
oof, preds = np.zeros(len(train_df)), np.zeros(len(test_df))
for n, (ti, vi) in enumerate(KFold(5, shuffle=True, random_state=42).split(train_df)):
    dtr = lgb.Dataset(train_df.iloc[ti][feats], train_df.target.iloc[ti])
    dva = lgb.Dataset(train_df.iloc[vi][feats], train_df.target.iloc[vi])
    bst = lgb.train(params, dtr, 10000, valid_sets=[dtr, dva], callbacks=[lgb.early_stopping(200), lgb.log_evaluation(200)])
    oof[vi] = bst.predict(train_df.iloc[vi][feats])
    preds += bst.predict(test_df[feats]) / 5
    del dtr, dva; gc.collect()
pd.DataFrame({'id': test_df.id, 'target': preds}).to_csv('submission.csv', index=False)
