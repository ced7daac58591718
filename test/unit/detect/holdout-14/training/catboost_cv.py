import argparse
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold


def main(path, folds):
    df = pd.read_csv(path)
    y = df.pop("target")
    cats = df.select_dtypes("object").columns.tolist()
    df[cats] = df[cats].fillna("none")
    oof = pd.Series(0.0, index=df.index)
    for fold, (tr, va) in enumerate(StratifiedKFold(folds, shuffle=True, random_state=1).split(df, y)):
        train = Pool(df.iloc[tr], y.iloc[tr], cat_features=cats)
        valid = Pool(df.iloc[va], y.iloc[va], cat_features=cats)
        clf = CatBoostClassifier(iterations=5000, learning_rate=0.03, eval_metric="AUC", task_type="GPU", early_stopping_rounds=200)
        clf.fit(train, eval_set=valid, verbose=200)
        oof.iloc[va] = clf.predict_proba(valid)[:, 1]
        clf.save_model(f"cb_{fold}.cbm")
    print(roc_auc_score(y, oof))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    ap.add_argument("--folds", type=int, default=5)
    a = ap.parse_args()
    main(a.csv, a.folds)
