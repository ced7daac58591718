import numpy as np
from scipy.optimize import curve_fit
x, y = np.loadtxt('decay.txt', unpack=True)
popt, pcov = curve_fit(lambda t, a, k: a * np.exp(-k * t), x, y, p0=(1, .1))
print(popt, np.sqrt(np.diag(pcov)))
