import numpy as np
from scipy.optimize import least_squares
pts = np.load('p.npy'); obs = np.load('o.npy')
def res(q): return (pts @ q.reshape(3, 2) - obs).ravel()
fit = least_squares(res, np.zeros(6), method='lm')
print(fit.x, fit.cost)
