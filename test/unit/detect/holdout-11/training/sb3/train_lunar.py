import argparse
import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.callbacks import CheckpointCallback, EvalCallback
from stable_baselines3.common.env_util import make_vec_env

ap = argparse.ArgumentParser()
ap.add_argument("--timesteps", type=int, default=1_000_000)
ns = ap.parse_args()
env = make_vec_env("LunarLander-v3", n_envs=16)
model = PPO("MlpPolicy", env, n_steps=1024, batch_size=64, verbose=1, tensorboard_log="./tb")
model.learn(total_timesteps=ns.timesteps, callback=[CheckpointCallback(50_000, "ckpt"), EvalCallback(gym.make("LunarLander-v3"))], progress_bar=True)
model.save("ppo_lunar")
