import jax
import numpyro
import numpyro.distributions as dist
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoNormal

def model(x, y=None):
    w = numpyro.sample("w", dist.Normal(0, 1).expand([10]).to_event(1))
    numpyro.sample("obs", dist.Bernoulli(logits=x @ w), obs=y)

x = jax.random.normal(jax.random.key(0), (5000, 10))
svi = SVI(model, AutoNormal(model), numpyro.optim.Adam(0.01), Trace_ELBO())
res = svi.run(jax.random.key(1), 20000, x, (x[:, 0] > 0).astype(int))
print(res.losses[-1])
