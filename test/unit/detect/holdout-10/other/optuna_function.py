import optuna


def objective(trial):
    x = trial.suggest_float("x", -10, 10)
    y = trial.suggest_categorical("y", ["a", "b"])
    return (x - 2) ** 2 + (1 if y == "a" else 0)


study = optuna.create_study(storage="sqlite:///o.db", load_if_exists=True, study_name="train")
study.optimize(objective, n_trials=100)
optuna.visualization.plot_optimization_history(study).write_html("h.html")
