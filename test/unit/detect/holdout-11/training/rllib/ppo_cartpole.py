import ray
from ray.rllib.algorithms.ppo import PPOConfig

ray.init()
config = (
    PPOConfig()
    .environment("CartPole-v1")
    .env_runners(num_env_runners=8)
    .training(lr=3e-4, train_batch_size_per_learner=4000)
)
algo = config.build_algo()
for i in range(200):
    result = algo.train()
    print(i, result["env_runners"]["episode_return_mean"])
    if i % 20 == 0:
        algo.save_to_path("/tmp/rllib")
algo.stop()
