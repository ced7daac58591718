import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.env_util import make_vec_env
env = make_vec_env('LunarLander-v2', n_envs=8)
model = PPO('MlpPolicy', env, verbose=1, tensorboard_log='./tb')
model.learn(total_timesteps=1_000_000)
model.save('ppo_lander')
