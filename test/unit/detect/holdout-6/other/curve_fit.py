import numpy as np
from scipy.optimize import curve_fit, minimize
import matplotlib.pyplot as plt


def model(t, a, b, c):
    return a * np.exp(-b * t) + c


t, y = np.loadtxt("decay.csv", delimiter=",", unpack=True)
popt, pcov = curve_fit(model, t, y, p0=(1, 0.1, 0))
res = minimize(lambda p: ((model(t, *p) - y) ** 2).sum(), popt)
plt.plot(t, y, "."); plt.plot(t, model(t, *res.x)); plt.show()
