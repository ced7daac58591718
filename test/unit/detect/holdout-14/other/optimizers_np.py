import numpy as np


class SGD:
    def __init__(self, lr=0.01, momentum=0.9):
        self.lr, self.momentum, self.v = lr, momentum, {}

    def step(self, params, grads):
        for k in params:
            self.v[k] = self.momentum * self.v.get(k, 0) - self.lr * grads[k]
            params[k] += self.v[k]


class Adam:
    def __init__(self, lr=1e-3, b1=0.9, b2=0.999):
        self.lr, self.b1, self.b2, self.t = lr, b1, b2, 0
        self.m, self.v = {}, {}

    def step(self, params, grads):
        self.t += 1
        for k in params:
            self.m[k] = self.b1 * self.m.get(k, 0) + (1 - self.b1) * grads[k]
            self.v[k] = self.b2 * self.v.get(k, 0) + (1 - self.b2) * grads[k] ** 2
            params[k] -= self.lr * self.m[k] / (1 - self.b1 ** self.t) / (np.sqrt(self.v[k] / (1 - self.b2 ** self.t)) + 1e-8)


if __name__ == "__main__":
    # where do they end on Beale's function?
    for opt in (SGD(1e-4), Adam(1e-2)):
        p = {"x": np.array(1.0), "y": np.array(1.0)}
        for _ in range(5000):
            x, y = p["x"], p["y"]
            a, b, c = 1.5 - x + x * y, 2.25 - x + x * y ** 2, 2.625 - x + x * y ** 3
            opt.step(p, {"x": 2 * a * (y - 1) + 2 * b * (y ** 2 - 1) + 2 * c * (y ** 3 - 1),
                         "y": 2 * a * x + 4 * b * x * y + 6 * c * x * y ** 2})
        print(type(opt).__name__, p)
