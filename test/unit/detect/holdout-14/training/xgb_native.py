import optuna
import xgboost as xgb
from sklearn.datasets import fetch_california_housing
from sklearn.model_selection import train_test_split

X, y = fetch_california_housing(return_X_y=True)
Xt, Xv, yt, yv = train_test_split(X, y, random_state=0)
dt, dv = xgb.QuantileDMatrix(Xt, yt), xgb.DMatrix(Xv, yv)


def objective(trial):
    params = {
        "eta": trial.suggest_float("eta", 0.01, 0.3, log=True),
        "max_depth": trial.suggest_int("max_depth", 3, 10),
        "device": "cuda",
    }
    booster = xgb.train(params, dt, 500, evals=[(dv, "v")], early_stopping_rounds=20, verbose_eval=False)
    return booster.best_score


study = optuna.create_study(direction="minimize")
study.optimize(objective, n_trials=40)
print(study.best_params)
