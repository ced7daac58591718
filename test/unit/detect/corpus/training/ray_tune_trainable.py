from ray import tune
from ray.tune.schedulers import ASHAScheduler
from sklearn.linear_model import SGDClassifier
from sklearn.datasets import load_digits

def objective(cfg):
    X, y = load_digits(return_X_y=True)
    c = SGDClassifier(alpha=cfg['alpha'])
    for i in range(20):
        c.partial_fit(X, y, classes=range(10))
        tune.report({'acc': c.score(X, y)})

tuner = tune.Tuner(objective, param_space={'alpha': tune.loguniform(1e-5, 1e-1)}, tune_config=tune.TuneConfig(scheduler=ASHAScheduler(metric='acc', mode='max'), num_samples=20))
tuner.fit()
