import numpy as np
data = open("input.txt").read()
chars = sorted(set(data))
stoi = {c: i for i, c in enumerate(chars)}
H, T, V = 100, 25, len(chars)
P = {"Wxh": np.random.randn(H, V) * .01, "Whh": np.random.randn(H, H) * .01, "Why": np.random.randn(V, H) * .01,
     "bh": np.zeros((H, 1)), "by": np.zeros((V, 1))}
mem = {k: np.zeros_like(v) for k, v in P.items()}


def loss_fun(inp, tgt, h):
    xs, hs, ps, loss = {}, {-1: h}, {}, 0
    for t in range(len(inp)):
        xs[t] = np.zeros((V, 1)); xs[t][inp[t]] = 1
        hs[t] = np.tanh(P["Wxh"] @ xs[t] + P["Whh"] @ hs[t - 1] + P["bh"])
        y = P["Why"] @ hs[t] + P["by"]
        ps[t] = np.exp(y) / np.exp(y).sum()
        loss -= np.log(ps[t][tgt[t], 0])
    d = {k: np.zeros_like(v) for k, v in P.items()}
    dhn = np.zeros_like(h)
    for t in reversed(range(len(inp))):
        dy = ps[t].copy(); dy[tgt[t]] -= 1
        d["Why"] += dy @ hs[t].T; d["by"] += dy
        dr = (1 - hs[t] ** 2) * (P["Why"].T @ dy + dhn)
        d["bh"] += dr; d["Wxh"] += dr @ xs[t].T; d["Whh"] += dr @ hs[t - 1].T
        dhn = P["Whh"].T @ dr
    return loss, {k: np.clip(v, -5, 5) for k, v in d.items()}, hs[len(inp) - 1]


n = p = 0
while True:
    if p + T + 1 >= len(data) or n == 0:
        h, p = np.zeros((H, 1)), 0
    loss, d, h = loss_fun([stoi[c] for c in data[p:p + T]], [stoi[c] for c in data[p + 1:p + T + 1]], h)
    if n % 100 == 0:
        print(n, loss)
    for k in P:
        mem[k] += d[k] * d[k]
        P[k] += -1e-1 * d[k] / np.sqrt(mem[k] + 1e-8)
    p += T
    n += 1
