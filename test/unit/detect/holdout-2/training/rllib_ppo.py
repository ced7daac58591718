import ray
from ray.rllib.algorithms.ppo import PPOConfig

ray.init()
cfg = (PPOConfig()
       .environment('CartPole-v1')
       .env_runners(num_env_runners=2)
       .training(lr=3e-4, gamma=.99))
ppo = cfg.build()
for i in range(50):
    res = ppo.train()
    print(i, res['env_runners']['episode_return_mean'])
