import gym, torch, numpy as np
policy = torch.nn.Sequential(torch.nn.Linear(4, 64), torch.nn.ReLU(), torch.nn.Linear(64, 2), torch.nn.Softmax(-1))
optim = torch.optim.Adam(policy.parameters(), 1e-2)
env = gym.make('CartPole-v1')

def play():
    s, logps, rs, done = env.reset(), [], [], False
    while not done:
        d = torch.distributions.Categorical(policy(torch.as_tensor(s, dtype=torch.float32)))
        a = d.sample(); logps.append(d.log_prob(a))
        s, r, done, _ = env.step(a.item()); rs.append(r)
    return logps, rs

def learn(logps, rs):
    R = torch.tensor(np.cumsum(rs[::-1])[::-1].copy())
    loss = -(torch.stack(logps) * (R - R.mean())).sum()
    optim.zero_grad(); loss.backward(); optim.step()

if __name__ == '__main__':
    for ep in range(500):
        learn(*play())
