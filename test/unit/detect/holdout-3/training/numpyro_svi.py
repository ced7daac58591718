import numpyro, numpyro.distributions as dist, jax, jax.numpy as jnp
from numpyro.infer import SVI, Trace_ELBO
from numpyro.infer.autoguide import AutoNormal
def model(x, y=None):
    w = numpyro.sample('w', dist.Normal(0, 1).expand([x.shape[1]]).to_event(1))
    numpyro.sample('y', dist.Bernoulli(logits=x @ w), obs=y)
x = jax.random.normal(jax.random.PRNGKey(0), (1000, 5)); y = (x.sum(1) > 0).astype(int)
svi = SVI(model, AutoNormal(model), numpyro.optim.Adam(1e-2), Trace_ELBO())
r = svi.run(jax.random.PRNGKey(1), 5000, x, y)
print(r.params)
