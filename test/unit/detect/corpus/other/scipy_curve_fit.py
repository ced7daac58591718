import numpy as np
from scipy.optimize import curve_fit, minimize
from scipy import stats

def f(x, a, b):
    return a * np.exp(-b * x)

x = np.linspace(0, 4, 50)
popt, _ = curve_fit(f, x, f(x, 2.5, 1.3))
mu, sigma = stats.norm.fit(x)
for start in (0.1, 1.0):
    res = minimize(lambda p: np.sum((f(x, *p) - 1) ** 2), [start, start])
    print(res.x)
