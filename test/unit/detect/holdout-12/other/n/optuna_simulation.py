import optuna
from warehouse import simulate

def objective(trial):
    return simulate(robots=trial.suggest_int("robots", 1, 50), speed=trial.suggest_float("speed", 0.5, 3))

study = optuna.create_study(direction="minimize")
study.optimize(objective, n_trials=200)
print(study.best_params)
