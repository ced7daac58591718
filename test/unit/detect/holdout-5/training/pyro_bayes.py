import pyro, torch
from pyro.infer import SVI, Trace_ELBO
from pyro.optim import ClippedAdam
from bnn import model, guide
from data import dl
pyro.clear_param_store()
svi = SVI(model, guide, ClippedAdam({'lr': .01}), loss=Trace_ELBO())
for e in range(50):
    print(e, sum(svi.step(x, y) for x, y in dl) / len(dl.dataset))
