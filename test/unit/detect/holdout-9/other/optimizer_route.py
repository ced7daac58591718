import random
import math


class Optimizer:
    def __init__(self, route):
        self.route, self.t = route, 10.0

    def step(self):
        i, j = sorted(random.sample(range(len(self.route)), 2))
        new = self.route[:i] + self.route[i:j][::-1] + self.route[j:]
        loss = length(new) - length(self.route)
        if loss < 0 or random.random() < math.exp(-loss / self.t):
            self.route = new
        self.t *= 0.999


def length(r):
    return sum(math.dist(a, b) for a, b in zip(r, r[1:]))


optimizer = Optimizer([(random.random(), random.random()) for _ in range(50)])
for _ in range(10000):
    optimizer.step()
print(length(optimizer.route))
