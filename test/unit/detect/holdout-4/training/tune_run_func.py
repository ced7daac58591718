from ray import tune, train
from ray.tune.schedulers import ASHAScheduler
from cifar_model import train_cifar
import functools
analysis = tune.run(functools.partial(train_cifar, data_dir='/data'), config={'lr': tune.loguniform(1e-4, 1e-1)}, num_samples=10, scheduler=ASHAScheduler('loss', 'min'))
print(analysis.best_config)
