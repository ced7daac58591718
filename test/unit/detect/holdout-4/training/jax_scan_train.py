import jax, jax.numpy as jnp, optax
from functools import partial
def init(k): return {'w': jax.random.normal(k, (8, 1)), 'b': jnp.zeros(1)}
def loss(p, x, y): return jnp.mean((x @ p['w'] + p['b'] - y) ** 2)
tx = optax.chain(optax.clip_by_global_norm(1.), optax.sgd(.05))
def body(carry, batch):
    p, s = carry
    l, g = jax.value_and_grad(loss)(p, *batch)
    u, s = tx.update(g, s, p)
    return (optax.apply_updates(p, u), s), l
k = jax.random.PRNGKey(0); X = jax.random.normal(k, (100, 32, 8)); Y = X.sum(-1, keepdims=True)
p = init(k)
(p, _), ls = jax.lax.scan(body, (p, tx.init(p)), (X, Y))
print(ls[-1])
