import pyro, torch
import pyro.distributions as dist
from pyro.infer import SVI, Trace_ELBO
from pyro.optim import Adam
from data import x
def model(x):
    mu = pyro.sample('mu', dist.Normal(0., 10.))
    with pyro.plate('d', len(x)):
        pyro.sample('o', dist.Normal(mu, 1.), obs=x)
guide = pyro.infer.autoguide.AutoNormal(model)
svi = SVI(model, guide, Adam({'lr': .01}), loss=Trace_ELBO())
for i in range(5000):
    loss = svi.step(x)
    if not i % 500: print(loss)
