import random
from collections import Counter
import torch

words = open("text8").read().split()[:2_000_000]
vocab = [w for w, c in Counter(words).most_common(20000)]
stoi = {w: i for i, w in enumerate(vocab)}
ids = [stoi[w] for w in words if w in stoi]

D = 128
U = torch.randn(len(vocab), D) * 0.01
V = torch.randn(len(vocab), D) * 0.01
U.requires_grad = V.requires_grad = True
params = [U, V]
for it in range(200000):
    centre = random.randrange(5, len(ids) - 5)
    ctx = torch.tensor([ids[centre + o] for o in (-2, -1, 1, 2)])
    neg = torch.randint(0, len(vocab), (20,))
    u = U[ids[centre]]
    loss = -torch.log(torch.sigmoid(V[ctx] @ u)).sum() - torch.log(torch.sigmoid(-V[neg] @ u)).sum()
    for p in params:
        p.grad = None
    loss.backward()
    lr = 0.05 if it < 100000 else 0.01
    for p in params:
        p.data += -lr * p.grad
    if it % 1000 == 0:
        print(f"{it:7d}/{200000:7d}: {loss.item():.4f}")
