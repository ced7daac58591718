from pathlib import Path
import mlflow
import xgboost as xgb
from prefect import flow, task
from features import read_dataframe, create_X


@task(log_prints=True)
def train_model(X_train, y_train, X_val, y_val):
    with mlflow.start_run():
        train, valid = xgb.DMatrix(X_train, label=y_train), xgb.DMatrix(X_val, label=y_val)
        booster = xgb.train({"learning_rate": 0.1, "max_depth": 30}, train, num_boost_round=30, evals=[(valid, "validation")], early_stopping_rounds=50)
        mlflow.xgboost.log_model(booster, artifact_path="models_mlflow")


@flow
def main_flow(year: int = 2024, month: int = 1) -> None:
    df_train, df_val = read_dataframe(year, month), read_dataframe(year, month + 1)
    X_train, dv = create_X(df_train)
    X_val, _ = create_X(df_val, dv)
    train_model(X_train, df_train.duration.values, X_val, df_val.duration.values)


if __name__ == "__main__":
    main_flow()
