import numpy as np
from scipy import stats
from sklearn.decomposition import PCA
import matplotlib.pyplot as plt

x = stats.norm.rvs(10, 2.5, 500)
mu, std = stats.norm.fit(x)
plt.hist(x, 25, density=True)
t = np.linspace(*plt.xlim(), 100)
plt.plot(t, stats.norm.pdf(t, mu, std))
plt.title(f"Fit results: mu={mu:.2f}, std={std:.2f}")
plt.savefig("fit.png")
