import lightgbm as lgb, optuna
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

def objective(trial):
    X, y = load_breast_cancer(return_X_y=True)
    a, b, c, d = train_test_split(X, y)
    dtrain = lgb.Dataset(a, c)
    p = {'objective': 'binary', 'verbosity': -1, 'num_leaves': trial.suggest_int('num_leaves', 2, 256)}
    gbm = lgb.train(p, dtrain)
    return roc_auc_score(d, gbm.predict(b))

if __name__ == '__main__':
    study = optuna.create_study(direction='maximize')
    study.optimize(objective, n_trials=100)
