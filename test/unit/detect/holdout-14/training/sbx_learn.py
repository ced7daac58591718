import gymnasium as gym
from rl_zoo3.callbacks import TrialEvalCallback
from sbx import SAC
from stable_baselines3.common.callbacks import CheckpointCallback, EvalCallback
import typer


def main(env_id: str = "HalfCheetah-v4", timesteps: int = 1_000_000, seed: int = 0):
    env = gym.make(env_id)
    callbacks = [CheckpointCallback(50_000, "ckpt"), EvalCallback(gym.make(env_id), eval_freq=10_000)]
    SAC("MlpPolicy", env, learning_rate=3e-4, seed=seed, verbose=1).learn(timesteps, callback=callbacks, progress_bar=True)


if __name__ == "__main__":
    typer.run(main)
