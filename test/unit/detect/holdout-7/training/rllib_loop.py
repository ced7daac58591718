import ray
from ray.rllib.algorithms.ppo import PPOConfig
from ray.tune.logger import pretty_print

ray.init()
algo = (
    PPOConfig()
    .environment("CartPole-v1")
    .env_runners(num_env_runners=2)
    .build()
)
for i in range(10):
    result = algo.train()
    print(pretty_print(result))
    if i % 5 == 0:
        algo.save()
