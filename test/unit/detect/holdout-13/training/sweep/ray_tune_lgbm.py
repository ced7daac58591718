import lightgbm as lgb
import sklearn.datasets
from ray import tune
from ray.tune.schedulers import ASHAScheduler
from sklearn.model_selection import train_test_split


def train_breast_cancer(config):
    data, target = sklearn.datasets.load_breast_cancer(return_X_y=True)
    train_x, test_x, train_y, test_y = train_test_split(data, target, test_size=0.25)
    train_set = lgb.Dataset(train_x, label=train_y)
    lgb.train(config, train_set, valid_sets=[lgb.Dataset(test_x, label=test_y)])


tuner = tune.Tuner(train_breast_cancer, param_space={"objective": "binary", "num_leaves": tune.randint(10, 1000)},
                   tune_config=tune.TuneConfig(metric="binary_error", mode="min", scheduler=ASHAScheduler(), num_samples=10))
results = tuner.fit()
