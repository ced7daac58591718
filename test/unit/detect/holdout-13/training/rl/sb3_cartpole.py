import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy

env = make_vec_env("CartPole-v1", n_envs=8)
agent = PPO("MlpPolicy", env, verbose=1, tensorboard_log="runs")
agent.learn(total_timesteps=200_000, progress_bar=True)
print(evaluate_policy(agent, gym.make("CartPole-v1"), n_eval_episodes=20))
agent.save("ppo_cartpole")
