import lightgbm as lgb
import numpy as np
import optuna
from sklearn.datasets import fetch_california_housing
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


def main():
    X, y = fetch_california_housing(return_X_y=True)
    tx, vx, ty, vy = train_test_split(X, y)

    def objective(trial):
        m = lgb.LGBMRegressor(num_leaves=trial.suggest_int("num_leaves", 2, 256), learning_rate=trial.suggest_float("learning_rate", 1e-3, .3, log=True))
        m.fit(tx, ty, eval_set=[(vx, vy)], callbacks=[lgb.early_stopping(30)])
        return np.sqrt(mean_squared_error(vy, m.predict(vx)))

    optuna.create_study().optimize(objective, n_trials=50)


main()
