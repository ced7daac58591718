from prefect import flow, task
import mlflow
import xgboost as xgb
import pandas as pd
from sklearn.metrics import root_mean_squared_error


@task(retries=3)
def read_data(path: str) -> pd.DataFrame:
    return pd.read_parquet(path)


@task
def train_best_model(X_train, y_train, X_val, y_val):
    with mlflow.start_run():
        train = xgb.DMatrix(X_train, label=y_train)
        valid = xgb.DMatrix(X_val, label=y_val)
        params = {"learning_rate": 0.095, "max_depth": 30, "objective": "reg:linear"}
        booster = xgb.train(params=params, dtrain=train, num_boost_round=100, evals=[(valid, "val")])
        mlflow.log_metric("rmse", root_mean_squared_error(y_val, booster.predict(valid)))


@flow
def main_flow(train_path="data/green_2023-01.parquet", val_path="data/green_2023-02.parquet"):
    df, dv = read_data(train_path), read_data(val_path)
    train_best_model(df.drop("y", axis=1), df.y, dv.drop("y", axis=1), dv.y)


if __name__ == "__main__":
    main_flow()
