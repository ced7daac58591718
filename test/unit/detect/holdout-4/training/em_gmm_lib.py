from sklearn.mixture import GaussianMixture
import numpy as np
X = np.load('mfcc.npz')['x']
bics = {}
for k in range(1, 33):
    bics[k] = GaussianMixture(k, covariance_type='diag', n_init=3).fit(X).bic(X)
print(min(bics, key=bics.get))
