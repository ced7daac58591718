import sys
import gymnasium as gym
import numpy as np
import torch
from torch import nn


def actor(n_obs, n_act):
    return nn.Sequential(nn.Linear(n_obs, 64), nn.Tanh(), nn.Linear(64, 64), nn.Tanh(), nn.Linear(64, n_act))


def main(path, episodes=5):
    env = gym.make("LunarLander-v2", render_mode="human")
    pi = actor(env.observation_space.shape[0], env.action_space.n)
    ck = torch.load(path, map_location="cpu")
    pi.load_state_dict(ck["actor"] if "actor" in ck else ck)
    print("trained", ck.get("steps", "?"), "steps, loss", ck.get("loss"))
    returns = []
    for ep in range(episodes):
        obs, _ = env.reset(seed=1000 + ep)
        done, ret = False, 0.0
        while not done:
            with torch.no_grad():
                a = pi(torch.as_tensor(obs)).argmax().item()
            obs, r, term, trunc, _ = env.step(a)
            ret += r
            done = term or trunc
        returns.append(ret)
        print(ep, round(ret, 1))
    print("mean", np.mean(returns), "std", np.std(returns))
    env.close()


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:]))
