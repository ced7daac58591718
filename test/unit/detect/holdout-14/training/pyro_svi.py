import pyro, torch
import pyro.distributions as dist
from pyro.infer import SVI, Trace_ELBO
from pyro.infer.autoguide import AutoDiagonalNormal
from pyro.optim import ClippedAdam
from data import load_counts

counts = load_counts()


def model(x, y=None):
    w = pyro.sample("w", dist.Normal(0, 1).expand([x.shape[1]]).to_event(1))
    with pyro.plate("data", len(x)):
        return pyro.sample("y", dist.Poisson((x @ w).exp()), obs=y)


guide = AutoDiagonalNormal(model)
svi = SVI(model, guide, ClippedAdam({"lr": 0.01}), Trace_ELBO())
pyro.clear_param_store()
for step in range(5000):
    elbo = svi.step(*counts)
    if step % 500 == 0:
        print(step, elbo)
torch.save(guide.state_dict(), "guide.pt")
