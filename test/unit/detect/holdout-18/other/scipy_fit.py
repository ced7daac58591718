import numpy as np
from scipy.optimize import curve_fit, minimize
import matplotlib.pyplot as plt

t, y = np.loadtxt("decay.dat", unpack=True)


def model(t, a, tau, c):
    return a * np.exp(-t / tau) + c


popt, pcov = curve_fit(model, t, y, p0=(1, 10, 0))
print(dict(zip("a tau c".split(), popt)), np.sqrt(np.diag(pcov)))
res = minimize(lambda p: np.sum((model(t, *p) - y) ** 2), popt, method="BFGS")
plt.plot(t, y, ".", t, model(t, *res.x), "-")
plt.savefig("fit.pdf")
