from __future__ import annotations
import joblib
import pandas as pd
from src.preprocess import clean
from src.model import ChurnModel

def run():
    df = clean(pd.read_csv("data/raw/churn.csv"))
    X, y = df.drop(columns="churn"), df["churn"]
    model = ChurnModel(n_estimators=300)
    model.train(X, y)
    joblib.dump(model, "artifacts/model.joblib")

if __name__ == "__main__":
    run()
