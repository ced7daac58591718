import argparse
import os

import gymnasium as gym
import yaml
from stable_baselines3 import PPO, SAC, TD3
from stable_baselines3.common.callbacks import CheckpointCallback, EvalCallback
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.vec_env import SubprocVecEnv, VecNormalize

import quadrotor_envs  # noqa: F401

ALGOS = {"ppo": PPO, "sac": SAC, "td3": TD3}

if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--env", default="QuadHover-v2")
    parser.add_argument("--algo", choices=ALGOS, default="ppo")
    parser.add_argument("--timesteps", type=float, default=5e6)
    parser.add_argument("--n-envs", type=int, default=16)
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()

    with open(f"hyperparams/{args.algo}.yml") as f:
        hp = yaml.safe_load(f)[args.env]
    run = f"logs/{args.algo}/{args.env}_{args.seed}"
    os.makedirs(run, exist_ok=True)

    env = VecNormalize(make_vec_env(args.env, args.n_envs, seed=args.seed, vec_env_cls=SubprocVecEnv))
    eval_env = VecNormalize(make_vec_env(args.env, 1), training=False, norm_reward=False)
    agent = ALGOS[args.algo]("MlpPolicy", env, tensorboard_log=run, seed=args.seed, verbose=1, **hp)
    try:
        agent.learn(int(args.timesteps), callback=[
            CheckpointCallback(100_000, run), EvalCallback(eval_env, best_model_save_path=run, eval_freq=10_000)])
    except KeyboardInterrupt:
        pass
    finally:
        agent.save(f"{run}/final")
        env.save(f"{run}/vecnormalize.pkl")
