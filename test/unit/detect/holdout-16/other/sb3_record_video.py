import os
import sys
from stable_baselines3 import DQN, PPO
from stable_baselines3.common.env_util import make_atari_env, make_vec_env
from stable_baselines3.common.evaluation import evaluate_policy
from stable_baselines3.common.vec_env import VecFrameStack, VecVideoRecorder
from huggingface_sb3 import load_from_hub

game, repo = sys.argv[1], sys.argv[2]
atari = "NoFrameskip" in game
path = repo if os.path.exists(repo) else load_from_hub(repo, f"{repo.split('/')[-1]}.zip")
env = VecFrameStack(make_atari_env(game, 1, seed=3), 4) if atari else make_vec_env(game, 1, seed=3)
cls = DQN if "dqn" in repo else PPO
model = cls.load(path, env=env, custom_objects={"learning_rate": 0.0, "lr_schedule": lambda _: 0.0, "clip_range": lambda _: 0.0})
print("return %.1f +- %.1f" % evaluate_policy(model, env, 10, deterministic=False))
rec = VecVideoRecorder(env, "videos", record_video_trigger=lambda s: s == 0, video_length=2000, name_prefix=f"{cls.__name__}-{game}")
obs = rec.reset()
for _ in range(2001):
    act, _ = model.predict(obs, deterministic=False)
    obs, rew, done, info = rec.step(act)
rec.close()
