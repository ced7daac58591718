import gymnasium as gym
from stable_baselines3 import PPO

env = gym.make("LunarLander-v2", render_mode="human")
model = PPO.load("ppo-lunar", env=env)
obs, _ = env.reset()
for _ in range(5000):
    a, _s = model.predict(obs, deterministic=True)
    obs, r, done, trunc, _ = env.step(a)
    if done or trunc:
        obs, _ = env.reset()
