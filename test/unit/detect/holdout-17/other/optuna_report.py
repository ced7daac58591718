import optuna, sys
study = optuna.load_study(study_name=sys.argv[1], storage='sqlite:///optuna.db')
print(study.best_params, study.best_value)
optuna.visualization.plot_optimization_history(study).write_html('hist.html')
