import optuna
import catboost as cb
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
X, y = load_breast_cancer(return_X_y=True)
a, b, c, d = train_test_split(X, y)
def obj(trial):
    p = {'depth': trial.suggest_int('depth', 2, 8), 'iterations': 300, 'verbose': 0}
    gbm = cb.CatBoostClassifier(**p)
    gbm.fit(a, c, eval_set=[(b, d)])
    return gbm.score(b, d)
optuna.create_study(direction='maximize').optimize(obj, timeout=600)
