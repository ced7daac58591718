import gymnasium as gym
from sb3_contrib import TQC
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.callbacks import EvalCallback

venv = make_vec_env('FetchReach-v2', n_envs=4)
TQC('MultiInputPolicy', venv, verbose=1, tensorboard_log='tb').learn(200_000, callback=EvalCallback(gym.make('FetchReach-v2'))).save('tqc')
