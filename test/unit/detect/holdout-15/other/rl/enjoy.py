import argparse
import glob
import os
import numpy as np
import gymnasium as gym
import imageio
from stable_baselines3 import PPO, SAC
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import DummyVecEnv, VecNormalize

import quadrotor_envs  # noqa

p = argparse.ArgumentParser()
p.add_argument("--folder", default="logs/ppo/QuadHover-v2_0")
p.add_argument("--algo", default="ppo")
p.add_argument("--episodes", type=int, default=20)
p.add_argument("--gif", action="store_true")
args = p.parse_args()

env = DummyVecEnv([lambda: gym.make("QuadHover-v2", render_mode="rgb_array")])
env = VecNormalize.load(os.path.join(args.folder, "vecnormalize.pkl"), env)
env.training = False
env.norm_reward = False
cls = {"ppo": PPO, "sac": SAC}[args.algo]
ckpts = sorted(glob.glob(os.path.join(args.folder, "rl_model_*_steps.zip")), key=os.path.getmtime)
for c in ckpts:
    model = cls.load(c, env=env)
    mean, std = evaluate_policy(model, env, n_eval_episodes=args.episodes)
    print(f"{os.path.basename(c)} {model.num_timesteps} {mean:.1f} +- {std:.1f}")

if args.gif:
    frames, obs = [], env.reset()
    for _ in range(500):
        action, _ = model.predict(obs, deterministic=True)
        obs, r, done, info = env.step(action)
        frames.append(env.render())
        if done.any():
            break
    imageio.mimsave("hover.gif", [f[::2, ::2] for f in frames], fps=25)
