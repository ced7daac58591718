import sys
import corner
import emcee
import matplotlib.pyplot as plt
import numpy as np
from astropy.table import Table
from scipy.optimize import minimize

# transit of a hot Jupiter: trapezoid model, MCMC of the posterior
tab = Table.read(sys.argv[1])
t, y, e = (np.asarray(tab[c], float) for c in ("BJD", "FLUX", "ERR"))
t -= t.min()


def trapezoid(theta, t):
    t0, depth, dur, ingress, base = theta
    x = np.abs(t - t0)
    flat, full = dur / 2 - ingress, dur / 2
    d = np.where(x < flat, depth, np.where(x < full, depth * (full - x) / max(ingress, 1e-9), 0))
    return base - d


def lnprior(th):
    t0, depth, dur, ing, base = th
    if 0 < t0 < t.max() and 0 < depth < .1 and 0 < dur < .3 and 0 < ing < dur / 2 and .9 < base < 1.1:
        return 0.0
    return -np.inf


def lnprob(th):
    lp = lnprior(th)
    return lp - .5 * np.sum(((y - trapezoid(th, t)) / e) ** 2) if np.isfinite(lp) else -np.inf


start = minimize(lambda th: -lnprob(th) if np.isfinite(lnprob(th)) else 1e25, [t.mean(), .01, .1, .01, 1.0], method="Nelder-Mead").x
pos = start + 1e-4 * np.random.randn(32, 5)
sampler = emcee.EnsembleSampler(32, 5, lnprob)
sampler.run_mcmc(pos, 5000, progress=True)
print("tau", sampler.get_autocorr_time(quiet=True))
flat = sampler.get_chain(discard=1000, thin=15, flat=True)
labels = ["t0", "depth", "duration", "ingress", "base"]
for n, c in zip(labels, flat.T):
    lo, m, hi = np.percentile(c, [16, 50, 84])
    print(f"{n} = {m:.5f} +{hi - m:.5f} -{m - lo:.5f}")
corner.corner(flat, labels=labels)
plt.savefig("corner.png")
