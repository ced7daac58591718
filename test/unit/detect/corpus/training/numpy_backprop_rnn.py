"""Minimal recurrent net in numpy, after many a blog post."""
import numpy as np
data = open('input.txt', 'r').read()
chars = list(set(data))
V, H, T, learning_rate = len(chars), 100, 25, 1e-1
Wxh, Whh, Why = [np.random.randn(*s) * 0.01 for s in ((H, V), (H, H), (V, H))]
bh, by = np.zeros((H, 1)), np.zeros((V, 1))

def lossFun(inputs, targets, h):
    xs, hs, ps, loss = {}, {-1: h}, {}, 0
    for t, i in enumerate(inputs):
        xs[t] = np.zeros((V, 1)); xs[t][i] = 1
        hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1] + bh)
        e = np.exp(Why @ hs[t] + by); ps[t] = e / e.sum()
        loss -= np.log(ps[t][targets[t], 0])
    dWxh, dWhh, dWhy = np.zeros_like(Wxh), np.zeros_like(Whh), np.zeros_like(Why)
    dbh, dby, dn = np.zeros_like(bh), np.zeros_like(by), np.zeros_like(h)
    for t in reversed(range(len(inputs))):
        dy = ps[t].copy(); dy[targets[t]] -= 1
        dWhy += dy @ hs[t].T; dby += dy
        d = (1 - hs[t] ** 2) * (Why.T @ dy + dn)
        dbh += d; dWxh += d @ xs[t].T; dWhh += d @ hs[t - 1].T
        dn = Whh.T @ d
    return loss, dWxh, dWhh, dWhy, dbh, dby, hs[len(inputs) - 1]

n, p = 0, 0
mem = [np.zeros_like(w) for w in (Wxh, Whh, Why, bh, by)]
h = np.zeros((H, 1))
while True:
    if p + T + 1 >= len(data): h, p = np.zeros((H, 1)), 0
    ins = [chars.index(c) for c in data[p:p + T]]
    tg = [chars.index(c) for c in data[p + 1:p + T + 1]]
    loss, *grads, h = lossFun(ins, tg, h)
    for param, dparam, m in zip([Wxh, Whh, Why, bh, by], grads, mem):
        m += dparam * dparam
        param += -learning_rate * dparam / np.sqrt(m + 1e-8)
    p += T; n += 1
