import argparse
import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy

p = argparse.ArgumentParser()
p.add_argument("--path", default="ppo_lander.zip")
p.add_argument("--episodes", type=int, default=5)
a = p.parse_args()
env = gym.make("LunarLander-v2", render_mode="human")
model = PPO.load(a.path, env=env)
print(evaluate_policy(model, env, n_eval_episodes=10))
for ep in range(a.episodes):
    obs, _ = env.reset()
    done = False
    total = 0.0
    while not done:
        action, _ = model.predict(obs, deterministic=True)
        obs, reward, term, trunc, _ = env.step(action)
        done = term or trunc
        total += reward
    print(ep, total)
