import numpy as np


def f(x):
    return x**3 - 2 * x - 5


def df(x):
    return 3 * x**2 - 2


x = 2.0
for i in range(50):
    step = f(x) / df(x)
    x -= step
    if abs(step) < 1e-12:
        break
print(i, x)
