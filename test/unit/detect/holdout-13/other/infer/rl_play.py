import gymnasium as gym
from stable_baselines3 import PPO

env = gym.make("LunarLander-v2", render_mode="human")
model = PPO.load("ppo_lunar", env=env)
vec_env = model.get_env()
obs = vec_env.reset()
for i in range(1000):
    action, _states = model.predict(obs, deterministic=True)
    obs, rewards, dones, info = vec_env.step(action)
    vec_env.render("human")
