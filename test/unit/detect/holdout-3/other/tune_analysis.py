import optuna
s = optuna.load_study(study_name='gru', storage='sqlite:///optuna.db')
print(s.best_params, s.best_value)
optuna.visualization.plot_optimization_history(s).write_html('h.html')
for t in s.get_trials(): print(t.number, t.value, t.params.get('lr'))
