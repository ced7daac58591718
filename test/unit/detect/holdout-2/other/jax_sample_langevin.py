import jax, jax.numpy as jnp
from energy import load
E = load('ebm.msgpack')
score = jax.jit(jax.grad(lambda x: E(x).sum()))
x = jax.random.normal(jax.random.PRNGKey(0), (64, 2))
for i in range(1000):
    k = jax.random.PRNGKey(i)
    x = x - 0.01 * score(x) + jnp.sqrt(0.02) * jax.random.normal(k, x.shape)
print(x.mean(0))
