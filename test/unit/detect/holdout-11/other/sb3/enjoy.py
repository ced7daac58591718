import gymnasium as gym
from stable_baselines3 import PPO
from stable_baselines3.common.evaluation import evaluate_policy

env = gym.make("LunarLander-v3", render_mode="human")
model = PPO.load("ppo_lunar")
print(evaluate_policy(model, env, n_eval_episodes=20))
obs, _ = env.reset()
for _ in range(2000):
    action, _ = model.predict(obs, deterministic=True)
    obs, reward, term, trunc, _ = env.step(action)
    if term or trunc:
        obs, _ = env.reset()
