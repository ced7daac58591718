import optuna
from optuna.visualization import plot_optimization_history, plot_param_importances

study = optuna.load_study(study_name="resnet", storage="sqlite:///optuna.db")
print("best", study.best_value, study.best_params)
df = study.trials_dataframe(attrs=("number", "value", "params", "state"))
df.to_csv("trials.csv", index=False)
plot_optimization_history(study).write_html("history.html")
plot_param_importances(study).write_html("importance.html")
