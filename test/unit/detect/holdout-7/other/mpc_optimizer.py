import numpy as np
from scipy.optimize import minimize


class Optimizer:
    def __init__(self, horizon=20):
        self.horizon = horizon
        self.u = np.zeros(horizon)

    def step(self, x0):
        res = minimize(lambda u: self.cost(x0, u), self.u, method="SLSQP")
        self.u = np.roll(res.x, -1)
        return res.x[0]

    def cost(self, x, u):
        c = 0
        for k in range(self.horizon):
            x = 0.9 * x + u[k]
            c += x ** 2 + 0.1 * u[k] ** 2
        return c


optimizer = Optimizer()
x = 5.0
for t in range(100):
    x = 0.9 * x + optimizer.step(x)
    print(t, x)
