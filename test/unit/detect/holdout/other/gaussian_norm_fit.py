from scipy import stats; import numpy as np
x = np.random.gamma(2, size=1000)
for dist in (stats.norm, stats.gamma, stats.lognorm):
    p = dist.fit(x); print(dist.name, stats.kstest(x, dist.name, p).pvalue)
