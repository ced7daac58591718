import numpy as np
from scipy.optimize import curve_fit, minimize


def f(x, a, b):
    return a * np.exp(-b * x)


x = np.linspace(0, 4, 50)
y = f(x, 2.5, 1.3) + 0.2 * np.random.normal(size=50)
popt, pcov = curve_fit(f, x, y)
print(popt)
res = minimize(lambda p: ((f(x, *p) - y) ** 2).sum(), [1, 1])
print(res.x)
