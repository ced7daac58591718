import haiku as hk, jax, jax.numpy as jnp, optax, numpy as np
from mnist import batches

class VAE(hk.Module):
    def __call__(self, x):
        h = jax.nn.relu(hk.Linear(512)(hk.Flatten()(x)))
        mu, logvar = hk.Linear(10)(h), hk.Linear(10)(h)
        z = mu + jnp.exp(.5 * logvar) * jax.random.normal(hk.next_rng_key(), mu.shape)
        return hk.Linear(784)(jax.nn.relu(hk.Linear(512)(z))), mu, logvar

model = hk.transform(lambda x: VAE()(x))
tx = optax.adam(1e-3)

def loss_fn(p, key, x):
    logits, mu, lv = model.apply(p, key, x)
    rec = optax.sigmoid_binary_cross_entropy(logits, x.reshape(x.shape[0], -1)).sum(-1)
    kl = -.5 * (1 + lv - mu ** 2 - jnp.exp(lv)).sum(-1)
    return (rec + kl).mean()

@jax.jit
def update(p, s, key, x):
    g = jax.grad(loss_fn)(p, key, x)
    up, s = tx.update(g, s)
    return optax.apply_updates(p, up), s

rng = hk.PRNGSequence(42)
it = batches(256)
params = model.init(next(rng), next(it))
opt_state = tx.init(params)
for step in range(5001):
    params, opt_state = update(params, opt_state, next(rng), next(it))
    if step % 500 == 0:
        print(step, loss_fn(params, next(rng), next(it)))
