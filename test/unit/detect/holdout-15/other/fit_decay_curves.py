import sys
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from scipy.optimize import curve_fit
from scipy.stats import linregress, ttest_ind

# fluorescence lifetime, exported from SymPhoTime
path = sys.argv[1]
df = pd.read_csv(path, sep="\t", skiprows=9, names=["t_ns", "ctrl", "treated"])


def biexp(t, a1, tau1, a2, tau2, c):
    return a1 * np.exp(-t / tau1) + a2 * np.exp(-t / tau2) + c


rows = []
fig, ax = plt.subplots(1, 2, figsize=(10, 4), sharey=True)
for i, name in enumerate(["ctrl", "treated"]):
    y = df[name].to_numpy(float)
    k = y.argmax()
    t, y = df.t_ns[k:].to_numpy() - df.t_ns[k], y[k:] / y.max()
    popt, pcov = curve_fit(biexp, t, y, p0=[.6, 1, .4, 4, 0], bounds=(0, [2, 20, 2, 50, .2]), maxfev=20000)
    err = np.sqrt(np.diag(pcov))
    res = y - biexp(t, *popt)
    rows.append(dict(sample=name, tau_mean=(popt[0] * popt[1] + popt[2] * popt[3]) / (popt[0] + popt[2]),
                     chi2=(res ** 2).sum(), **dict(zip(["a1", "tau1", "a2", "tau2", "c"], popt))))
    ax[i].semilogy(t, y, ".", ms=2)
    ax[i].semilogy(t, biexp(t, *popt))
    ax[i].set_title(name)
print(pd.DataFrame(rows).round(3).to_string(index=False))
print(ttest_ind(df.ctrl, df.treated, equal_var=False))
print(linregress(df.ctrl, df.treated))
fig.savefig(path.replace(".txt", ".png"), dpi=200)
