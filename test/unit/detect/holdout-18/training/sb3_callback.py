import gymnasium as gym
from stable_baselines3 import SAC
from stable_baselines3.common.callbacks import CheckpointCallback, EvalCallback
from stable_baselines3.common.vec_env import SubprocVecEnv
from stable_baselines3.common.env_util import make_vec_env


def main():
    env = make_vec_env("Pendulum-v1", n_envs=4, vec_env_cls=SubprocVecEnv)
    cb = [CheckpointCallback(10_000, "./ck"), EvalCallback(gym.make("Pendulum-v1"))]
    model = SAC("MlpPolicy", env, verbose=1, tensorboard_log="./tb")
    model.learn(total_timesteps=200_000, callback=cb, progress_bar=True)


if __name__ == "__main__":
    main()
