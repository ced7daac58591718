import numpy as np
from scipy.optimize import curve_fit, minimize
from lmfit import Model
def decay(t, a, tau): return a * np.exp(-t / tau)
t = np.linspace(0, 5, 50); y = decay(t, 2, 1.3) + .1 * np.random.randn(50)
popt, _ = curve_fit(decay, t, y)
r = Model(decay).fit(y, t=t, a=1, tau=1)
s = minimize(lambda p: ((decay(t, *p) - y) ** 2).sum(), [1, 1])
print(popt, r.fit_report(), s.x)
