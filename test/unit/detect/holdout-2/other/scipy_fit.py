import numpy as np
from scipy.optimize import curve_fit, minimize
x = np.linspace(0, 5, 100); y = 3 * np.exp(-x) + np.random.randn(100) * .1
p, _ = curve_fit(lambda x, a, b: a * np.exp(-b * x), x, y)
loss = lambda t: np.sum((y - t[0] * np.exp(-t[1] * x)) ** 2)
for method in ('BFGS', 'Nelder-Mead'):
    print(method, minimize(loss, [1, 1], method=method).x)
