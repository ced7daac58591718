import optuna
def space(trial):
    return {'lr': trial.suggest_float('lr', 1e-5, 1e-2, log=True), 'bs': trial.suggest_categorical('bs', [16, 32])}
def report(path):
    s = optuna.load_study(study_name='x', storage=path)
    print(s.best_params)
if __name__ == '__main__':
    report('sqlite:///s.db')
