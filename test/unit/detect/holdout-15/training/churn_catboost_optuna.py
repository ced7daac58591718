import os
import mlflow
import optuna
import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import average_precision_score
from sklearn.model_selection import TimeSeriesSplit

mlflow.set_tracking_uri(os.environ.get("MLFLOW_URI", "sqlite:///mlflow.db"))
mlflow.set_experiment("churn")

CATS = ["plan", "country", "channel", "device"]
frame = pd.read_parquet("s3://dwh/churn/2024-05.parquet")
frame[CATS] = frame[CATS].fillna("NA").astype(str)
X, y = frame.drop(columns=["churned", "user_id"]), frame["churned"]


def objective(trial: optuna.Trial) -> float:
    p = dict(
        depth=trial.suggest_int("depth", 4, 10),
        learning_rate=trial.suggest_float("learning_rate", 1e-3, 0.2, log=True),
        l2_leaf_reg=trial.suggest_float("l2_leaf_reg", 1, 20),
        iterations=2000, eval_metric="PRAUC", verbose=0, task_type="GPU", random_seed=1,
    )
    scores = []
    with mlflow.start_run(nested=True):
        mlflow.log_params(p)
        for tr, va in TimeSeriesSplit(4).split(X):
            clf = CatBoostClassifier(**p)
            clf.fit(Pool(X.iloc[tr], y.iloc[tr], cat_features=CATS),
                    eval_set=Pool(X.iloc[va], y.iloc[va], cat_features=CATS), early_stopping_rounds=100)
            scores.append(average_precision_score(y.iloc[va], clf.predict_proba(X.iloc[va])[:, 1]))
        mlflow.log_metric("ap", sum(scores) / len(scores))
    return sum(scores) / len(scores)


if __name__ == "__main__":
    with mlflow.start_run(run_name="search"):
        study = optuna.create_study(direction="maximize", storage="sqlite:///optuna.db", load_if_exists=True,
                                    study_name="churn-catboost")
        study.optimize(objective, n_trials=60)
        mlflow.log_params(study.best_params)
    final = CatBoostClassifier(**study.best_params, iterations=1500, verbose=200).fit(X, y, cat_features=CATS)
    final.save_model("churn.cbm")
