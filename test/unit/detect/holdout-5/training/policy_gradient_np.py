import numpy as np, gym
theta = np.random.rand(4, 2); alpha = 2.5e-4; gamma = .99
def pi(s): z = s @ theta; e = np.exp(z - z.max()); return e / e.sum()
env = gym.make('CartPole-v0')
for ep in range(10000):
    s = env.reset(); grads, rs, done = [], [], False
    while not done:
        p = pi(s); a = np.random.choice(2, p=p); n, r, done, _ = env.step(a)
        d = -p; d[a] += 1; grads.append(np.outer(s, d)); rs.append(r); s = n
    for i in range(len(grads)):
        theta += alpha * grads[i] * sum(r * gamma ** t for t, r in enumerate(rs[i:]))
