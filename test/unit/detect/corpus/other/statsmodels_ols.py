import numpy as np
import statsmodels.api as sm
from sklearn.metrics import r2_score

x = np.random.rand(100, 2)
y = x @ [1, 2] + 0.1
results = sm.OLS(y, sm.add_constant(x)).fit()
print(results.summary())
print(r2_score(y, results.fittedvalues))
