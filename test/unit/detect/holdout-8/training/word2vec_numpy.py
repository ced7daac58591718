import numpy as np
from collections import Counter

text = open("text8").read().split()[:200000]
vocab = {w: i for i, (w, _) in enumerate(Counter(text).most_common(5000))}
ids = [vocab[w] for w in text if w in vocab]
D, lr = 50, 0.025
Win, Wout = np.random.uniform(-.5, .5, (len(vocab), D)) / D, np.zeros((len(vocab), D))
sig = lambda z: 1 / (1 + np.exp(-z))
for ep in range(3):
    for i, c in enumerate(ids):
        for o in ids[max(0, i - 3):i] + ids[i + 1:i + 4]:
            negs = np.random.randint(0, len(vocab), 5)
            g = sig(Win[c] @ Wout[o]) - 1
            dc = g * Wout[o]
            Wout[o] -= lr * g * Win[c]
            for n in negs:
                gn = sig(Win[c] @ Wout[n])
                dc += gn * Wout[n]
                Wout[n] -= lr * gn * Win[c]
            Win[c] -= lr * dc
