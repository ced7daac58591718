import gym, torch, numpy as np
import torch.nn.functional as F
class Agent:
    def __init__(self, n_in, n_out, lr=7e-4):
        self.net = torch.nn.Sequential(torch.nn.Linear(n_in, 64), torch.nn.Tanh(), torch.nn.Linear(64, n_out + 1))
        self.opt = torch.optim.RMSprop(self.net.parameters(), lr)
    def act(self, s):
        o = self.net(torch.as_tensor(s)); d = torch.distributions.Categorical(logits=o[:-1])
        a = d.sample(); return a.item(), d.log_prob(a), o[-1]
    def learn(self, lps, vs, rs):
        adv = torch.tensor(rs) - torch.stack(vs)
        l = -(torch.stack(lps) * adv.detach()).mean() + adv.pow(2).mean()
        self.opt.zero_grad(); l.backward(); self.opt.step()
env = gym.make('CartPole-v1'); ag = Agent(4, 2)
for ep in range(5000):
    s, lps, vs, rs, d = env.reset()[0], [], [], [], False
    while not d:
        a, lp, v = ag.act(s); s, r, d, *_ = env.step(a); lps.append(lp); vs.append(v); rs.append(r)
    ag.learn(lps, vs, rs)
