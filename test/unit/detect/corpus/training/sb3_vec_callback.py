from stable_baselines3 import SAC
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.callbacks import EvalCallback
import sys
env = make_vec_env(sys.argv[1], n_envs=8)
agent = SAC('MlpPolicy', env, verbose=1, tensorboard_log='tb')
agent.learn(total_timesteps=int(1e6), callback=EvalCallback(make_vec_env(sys.argv[1])))
agent.save('sac')
