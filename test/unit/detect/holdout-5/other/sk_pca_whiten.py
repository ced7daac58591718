import numpy as np
from sklearn.decomposition import IncrementalPCA
from sklearn.preprocessing import QuantileTransformer
ip = IncrementalPCA(50)
for i in range(10): ip.partial_fit(np.load(f'x{i}.npy'))
q = QuantileTransformer(); X = ip.transform(np.load('x0.npy')); q.fit(X)
np.save('z.npy', q.transform(X))
