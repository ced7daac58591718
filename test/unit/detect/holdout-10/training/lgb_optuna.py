import lightgbm as lgb
import optuna
import sklearn.datasets
import sklearn.metrics
from sklearn.model_selection import train_test_split


def objective(trial):
    data, target = sklearn.datasets.load_breast_cancer(return_X_y=True)
    tx, vx, ty, vy = train_test_split(data, target, test_size=0.25)
    param = {
        "objective": "binary",
        "lambda_l1": trial.suggest_float("lambda_l1", 1e-8, 10.0, log=True),
        "num_leaves": trial.suggest_int("num_leaves", 2, 256),
    }
    gbm = lgb.train(param, lgb.Dataset(tx, label=ty))
    return sklearn.metrics.accuracy_score(vy, gbm.predict(vx) > 0.5)


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=100)
    print(study.best_trial.params)
