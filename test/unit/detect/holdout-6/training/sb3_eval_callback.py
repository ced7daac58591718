import gymnasium as gym
from stable_baselines3 import SAC
from stable_baselines3.common.callbacks import EvalCallback

env = gym.make("Pendulum-v1")
model = SAC("MlpPolicy", env, verbose=1, tensorboard_log="./tb")
model.learn(total_timesteps=20_000, callback=EvalCallback(gym.make("Pendulum-v1"), eval_freq=1000))
model.save("sac_pendulum")
