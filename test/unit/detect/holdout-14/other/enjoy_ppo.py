import gymnasium as gym
import numpy as np
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize, VecVideoRecorder

env = DummyVecEnv([lambda: gym.make("BipedalWalker-v3", render_mode="rgb_array")])
env = VecNormalize.load("logs/vecnormalize.pkl", env)
env.training = False
env.norm_reward = False
model = PPO.load("logs/best_model.zip", env=env)
print(evaluate_policy(model, env, n_eval_episodes=20))

env = VecVideoRecorder(env, "videos", record_video_trigger=lambda s: s == 0, video_length=1000)
obs = env.reset()
total = 0
for step in range(1000):
    action, _ = model.predict(obs, deterministic=True)
    obs, reward, done, info = env.step(action)
    total += reward[0]
    if done[0]:
        print("episode return", total)
        total = 0
env.close()
