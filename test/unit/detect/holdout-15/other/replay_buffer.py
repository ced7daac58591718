import os
import random
from collections import deque
import numpy as np
import torch


class SumTree:
    def __init__(self, capacity):
        self.capacity = capacity
        self.tree = np.zeros(2 * capacity - 1)
        self.n = self.write = 0

    def add(self, p):
        i = self.write + self.capacity - 1
        self.update(i, p)
        self.write = (self.write + 1) % self.capacity
        self.n = min(self.n + 1, self.capacity)
        return i

    def update(self, i, p):
        change = p - self.tree[i]
        self.tree[i] = p
        while i:
            i = (i - 1) // 2
            self.tree[i] += change

    def get(self, s):
        i = 0
        while 2 * i + 1 < len(self.tree):
            l = 2 * i + 1
            if s <= self.tree[l]:
                i = l
            else:
                s -= self.tree[l]
                i = l + 1
        return i


class PrioritizedReplay:
    def __init__(self, capacity, alpha=0.6, beta=0.4, n_step=3, gamma=0.99):
        self.tree = SumTree(capacity)
        self.data = [None] * capacity
        self.alpha, self.beta, self.n_step, self.gamma = alpha, beta, n_step, gamma
        self.pending = deque(maxlen=n_step)
        self.max_p = 1.0

    def push(self, s, a, r, s2, done):
        self.pending.append((s, a, r, s2, done))
        if len(self.pending) < self.n_step and not done:
            return
        ret = sum(self.gamma ** k * t[2] for k, t in enumerate(self.pending))
        i = self.tree.add(self.max_p ** self.alpha)
        self.data[i - self.tree.capacity + 1] = (self.pending[0][0], self.pending[0][1], ret, s2, done)
        if done:
            self.pending.clear()

    def sample(self, k, device="cpu"):
        seg = self.tree.tree[0] / k
        idx = [self.tree.get(random.uniform(seg * j, seg * (j + 1))) for j in range(k)]
        p = np.array([self.tree.tree[i] for i in idx]) / self.tree.tree[0]
        w = (self.tree.n * p) ** -self.beta
        rows = zip(*[self.data[i - self.tree.capacity + 1] for i in idx])
        s, a, r, s2, d = (torch.as_tensor(np.array(x), device=device) for x in rows)
        return (s, a, r, s2, d), idx, torch.as_tensor(w / w.max(), device=device)

    def update_priorities(self, idx, td):
        for i, e in zip(idx, np.abs(td) + 1e-5):
            self.max_p = max(self.max_p, e)
            self.tree.update(i, e ** self.alpha)

    def save(self, path):
        np.save(os.path.join(path, "tree.npy"), self.tree.tree)
