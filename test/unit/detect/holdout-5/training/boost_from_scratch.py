import numpy as np
from sklearn.tree import DecisionTreeRegressor
rng = np.random.default_rng(0); X = rng.uniform(-3, 3, (500, 1)); y = np.sin(X[:, 0]) + .1 * rng.normal(size=500)
trees, F, nu = [], np.full(500, y.mean()), .1
for m in range(100):
    t = DecisionTreeRegressor(max_depth=3).fit(X, y - F)
    F += nu * t.predict(X); trees.append(t)
print(((y - F) ** 2).mean())
