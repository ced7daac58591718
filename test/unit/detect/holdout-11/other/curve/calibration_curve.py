import numpy as np
import matplotlib.pyplot as plt
from scipy.optimize import curve_fit, minimize


def hill(x, vmax, k, n):
    return vmax * x ** n / (k ** n + x ** n)


x, y = np.loadtxt("dose.csv", delimiter=",", unpack=True)
popt, pcov = curve_fit(hill, x, y, p0=[1, 1, 1])
res = minimize(lambda p: np.sum((hill(x, *p) - y) ** 2), popt)
plt.plot(x, y, "o", x, hill(x, *popt))
plt.savefig("fit.png")
