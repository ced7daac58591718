import gymnasium as gym
import torch
import torch.nn.functional as F
from torch.distributions import Categorical
from nets import Policy


class A2C:
    def __init__(self, env, gamma=0.99):
        self.env, self.gamma = env, gamma
        self.net = Policy(env.observation_space.shape[0], env.action_space.n)
        self.opt = torch.optim.Adam(self.net.parameters(), lr=7e-4)

    def rollout(self):
        s, _ = self.env.reset()
        lp, vs, rs, done = [], [], [], False
        while not done:
            logits, v = self.net(torch.as_tensor(s))
            d = Categorical(logits=logits)
            a = d.sample()
            s, r, term, trunc, _ = self.env.step(a.item())
            lp.append(d.log_prob(a)); vs.append(v); rs.append(r)
            done = term or trunc
        return lp, vs, rs

    def update(self, lp, vs, rs):
        R, rets = 0, []
        for r in reversed(rs):
            R = r + self.gamma * R
            rets.insert(0, R)
        rets, vs = torch.tensor(rets), torch.cat(vs)
        loss = -(torch.stack(lp) * (rets - vs.detach())).sum() + F.smooth_l1_loss(vs, rets)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()


def main():
    algo = A2C(gym.make("CartPole-v1"))
    for ep in range(500):
        algo.update(*algo.rollout())


if __name__ == "__main__":
    main()
