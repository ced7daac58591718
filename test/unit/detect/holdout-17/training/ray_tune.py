from ray import tune, train
from ray.train.torch import TorchTrainer
from ray.train import ScalingConfig
from loop import train_loop_per_worker
trainer = TorchTrainer(train_loop_per_worker, train_loop_config={'lr': 1e-3, 'epochs': 5}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True))
print(trainer.fit().metrics)
