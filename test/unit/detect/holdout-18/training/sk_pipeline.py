import argparse
import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def build(num, cat):
    pre = ColumnTransformer([
        ("num", make_pipeline(SimpleImputer(), StandardScaler()), num),
        ("cat", OneHotEncoder(handle_unknown="ignore"), cat)])
    return Pipeline([("pre", pre), ("reg", GradientBoostingRegressor(n_estimators=500))])


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    ap.add_argument("-o", "--out", default="model.joblib")
    a = ap.parse_args()
    df = pd.read_csv(a.csv)
    y = df.pop("price")
    Xtr, Xte, ytr, yte = train_test_split(df, y, random_state=0)
    pipe = build(df.select_dtypes("number").columns, df.select_dtypes("object").columns)
    pipe.fit(Xtr, ytr)
    print("MAE", mean_absolute_error(yte, pipe.predict(Xte)))
    joblib.dump(pipe, a.out)
