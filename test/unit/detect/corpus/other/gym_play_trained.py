import gymnasium as gym
from stable_baselines3 import PPO
env = gym.make('LunarLander-v2', render_mode='human')
m = PPO.load('ppo_lunar')
o, _ = env.reset()
for _ in range(1000):
    a, _ = m.predict(o, deterministic=True)
    o, r, d, tr, _ = env.step(a)
    if d or tr: o, _ = env.reset()
