from stable_baselines3 import PPO
import gymnasium as gym
env = gym.make('LunarLander-v2', render_mode='human')
model = PPO.load('ppo_lunar', env=env)
obs, _ = env.reset()
for _ in range(2000):
    a, _ = model.predict(obs, deterministic=True)
    obs, r, te, tr, i = env.step(a)
    if te or tr: obs, _ = env.reset()
