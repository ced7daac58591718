import optuna
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
import xgboost


def objective(trial):
    X, y = load_breast_cancer(return_X_y=True)
    a, b, c, d = train_test_split(X, y)
    model = xgboost.XGBClassifier(max_depth=trial.suggest_int("max_depth", 2, 9))
    model.fit(a, c)
    return model.score(b, d)


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=100)
