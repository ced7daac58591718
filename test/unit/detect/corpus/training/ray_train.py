import ray.train.torch
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer
from worker import train_func

trainer = TorchTrainer(train_func, scaling_config=ScalingConfig(num_workers=2, use_gpu=True))
result = trainer.fit()
