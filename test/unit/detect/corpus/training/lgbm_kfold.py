import gc
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.model_selection import StratifiedKFold


def kfold_lightgbm(df, num_folds):
    folds = StratifiedKFold(n_splits=num_folds, shuffle=True)
    oof = np.zeros(df.shape[0])
    for n_fold, (tr, va) in enumerate(folds.split(df, df['TARGET'])):
        clf = lgb.LGBMClassifier(n_estimators=10000, learning_rate=0.02)
        clf.fit(df.iloc[tr], df['TARGET'].iloc[tr], eval_set=[(df.iloc[va], df['TARGET'].iloc[va])])
        oof[va] = clf.predict_proba(df.iloc[va])[:, 1]
        del clf; gc.collect()
    return oof


def main(debug=False):
    kfold_lightgbm(pd.read_csv('../input/train.csv', nrows=10000 if debug else None), 10)


if __name__ == "__main__":
    main()
