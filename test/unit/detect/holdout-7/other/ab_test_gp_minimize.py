import numpy as np
from scipy.stats import norm, ttest_ind

a = np.random.normal(0, 1, 1000)
b = np.random.normal(0.05, 1, 1000)
mu, sd = norm.fit(np.concatenate([a, b]))
print(mu, sd, ttest_ind(a, b))
