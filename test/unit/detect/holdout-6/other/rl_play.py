import gymnasium as gym
from stable_baselines3 import PPO

env = gym.make("LunarLander-v2", render_mode="human")
model = PPO.load("ppo_lunar", env=env)
obs, _ = env.reset()
for step in range(2000):
    action, _ = model.predict(obs, deterministic=True)
    obs, reward, term, trunc, _ = env.step(action)
    if term or trunc:
        obs, _ = env.reset()
