from prefect import flow, task
import pickle
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.feature_extraction import DictVectorizer


@task(retries=3)
def read(path):
    return pd.read_parquet(path)


@task
def features(df):
    dv = DictVectorizer()
    return dv.fit_transform(df[["PU", "DO"]].to_dict("records")), dv


@task(log_prints=True)
def train_best(X, y):
    rf = RandomForestRegressor(max_depth=20, n_estimators=100)
    rf.fit(X, y)
    with open("models/rf.bin", "wb") as f:
        pickle.dump(rf, f)


@flow
def main_flow(path: str = "./data/green_tripdata_2023-01.parquet"):
    df = read(path)
    X, dv = features(df)
    train_best(X, df["duration"])


if __name__ == "__main__":
    main_flow()
