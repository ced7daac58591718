import numpy as np
from scipy.optimize import curve_fit, minimize

t = np.linspace(0, 5, 200)
y = 3 * np.exp(-1.3 * t) + 0.1 * np.random.randn(200)
popt, pcov = curve_fit(lambda t, a, b: a * np.exp(-b * t), t, y)
print(popt, np.sqrt(np.diag(pcov)))
res = minimize(lambda p: ((p[0] * np.exp(-p[1] * t) - y) ** 2).sum(), [1, 1], method="BFGS")
print(res.x)
np.polyfit(t, y, 5)
