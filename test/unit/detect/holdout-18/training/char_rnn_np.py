import numpy as np
data = open('input.txt', 'r').read()
chars = list(set(data))
vocab_size = len(chars)
ix = {c: i for i, c in enumerate(chars)}
H, T, lr = 100, 25, 1e-1
Wxh = np.random.randn(H, vocab_size) * .01
Whh = np.random.randn(H, H) * .01
Why = np.random.randn(vocab_size, H) * .01

def lossFun(inputs, targets, hprev):
    xs, hs, ps, loss = {}, {-1: np.copy(hprev)}, {}, 0
    for t in range(len(inputs)):
        xs[t] = np.zeros((vocab_size, 1)); xs[t][inputs[t]] = 1
        hs[t] = np.tanh(Wxh @ xs[t] + Whh @ hs[t - 1])
        y = Why @ hs[t]
        ps[t] = np.exp(y) / np.sum(np.exp(y))
        loss += -np.log(ps[t][targets[t], 0])
    dWxh, dWhh, dWhy = map(np.zeros_like, (Wxh, Whh, Why))
    dhn = np.zeros_like(hs[0])
    for t in reversed(range(len(inputs))):
        dy = np.copy(ps[t]); dy[targets[t]] -= 1
        dWhy += dy @ hs[t].T
        dh = Why.T @ dy + dhn
        draw = (1 - hs[t] * hs[t]) * dh
        dWxh += draw @ xs[t].T
        dWhh += draw @ hs[t - 1].T
        dhn = Whh.T @ draw
    return loss, dWxh, dWhh, dWhy, hs[len(inputs) - 1]

n, p = 0, 0
mem = [np.zeros_like(m) for m in (Wxh, Whh, Why)]
hprev = np.zeros((H, 1))
while n < 100000:
    if p + T + 1 >= len(data):
        hprev, p = np.zeros((H, 1)), 0
    inp = [ix[c] for c in data[p:p + T]]
    tgt = [ix[c] for c in data[p + 1:p + T + 1]]
    loss, dWxh, dWhh, dWhy, hprev = lossFun(inp, tgt, hprev)
    for param, dparam, m in zip([Wxh, Whh, Why], [dWxh, dWhh, dWhy], mem):
        m += dparam * dparam
        param += -lr * dparam / np.sqrt(m + 1e-8)
    p += T
    n += 1
