import optuna
from catboost import CatBoostClassifier, Pool
from load import load_pools


def objective(trial):
    train, valid = load_pools()
    gbm = CatBoostClassifier(
        iterations=2000,
        depth=trial.suggest_int("depth", 4, 10),
        learning_rate=trial.suggest_float("lr", 1e-3, 0.3, log=True),
        task_type="GPU",
        verbose=0,
    )
    gbm.fit(train, eval_set=valid, early_stopping_rounds=100)
    return gbm.best_score_["validation"]["Logloss"]


study = optuna.create_study(direction="minimize", storage="sqlite:///cb.db", load_if_exists=True)
study.optimize(objective, n_trials=100, timeout=6 * 3600)
print(study.best_trial)
