import pandas as pd, numpy as np
r = pd.read_csv('r.csv').r.values; lam = .94; var = r[0] ** 2; rate = 0.02; bal = 1000.
for x in r:
    var = lam * var + (1 - lam) * x ** 2
    bal += bal * rate * x
print(np.sqrt(var), bal)
