import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy

vec_env = make_vec_env("LunarLander-v2", n_envs=16)
model = PPO(
    "MlpPolicy",
    vec_env,
    n_steps=1024,
    batch_size=64,
    verbose=1,
    tensorboard_log="./tb/",
)
model.learn(total_timesteps=1_000_000, progress_bar=True)
model.save("ppo-lunar")
print(evaluate_policy(model, gym.make("LunarLander-v2"), n_eval_episodes=10))
