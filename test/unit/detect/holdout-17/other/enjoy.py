import gymnasium as gym
from stable_baselines3 import PPO
model = PPO.load('ppo_lander')
env = gym.make('LunarLander-v2', render_mode='human')
obs, _ = env.reset()
for _ in range(1000):
    action, _ = model.predict(obs, deterministic=True)
    obs, r, term, trunc, _ = env.step(action)
    if term or trunc: obs, _ = env.reset()
