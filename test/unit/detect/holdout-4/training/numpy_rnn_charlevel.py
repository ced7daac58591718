import numpy as np
data = open('input.txt').read(); chars = list(set(data)); V = len(chars); H = 100; T = 25
ix = {c: i for i, c in enumerate(chars)}
Wxh, Whh, Why = (np.random.randn(*s) * .01 for s in ((H, V), (H, H), (V, H)))
mems = [np.zeros_like(p) for p in (Wxh, Whh, Why)]
def lossFun(inp, tgt, h):
    xs, hs, ps = {}, {-1: h}, {}; loss = 0
    for t in range(len(inp)):
        xs[t] = np.eye(V)[inp[t]]; hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1]); y = Why @ hs[t]
        ps[t] = np.exp(y) / np.exp(y).sum(); loss -= np.log(ps[t][tgt[t]])
    dx, dh, dy = map(np.zeros_like, (Wxh, Whh, Why)); nxt = np.zeros(H)
    for t in reversed(range(len(inp))):
        d = ps[t].copy(); d[tgt[t]] -= 1; dy += np.outer(d, hs[t]); r = (1 - hs[t] ** 2) * (Why.T @ d + nxt)
        dx += np.outer(r, xs[t]); dh += np.outer(r, hs[t - 1]); nxt = Whh.T @ r
    return loss, dx, dh, dy, hs[len(inp) - 1]
n = p = 0
while True:
    if p + T + 1 >= len(data) or n == 0: h = np.zeros(H); p = 0
    loss, dx, dh, dy, h = lossFun([ix[c] for c in data[p:p + T]], [ix[c] for c in data[p + 1:p + T + 1]], h)
    for param, dparam, mem in zip((Wxh, Whh, Why), (dx, dh, dy), mems):
        mem += dparam * dparam
        param += -.1 * dparam / np.sqrt(mem + 1e-8)
    p += T; n += 1
