import jax
import jax.numpy as jnp
import optax
from jax import random, jit, value_and_grad


def init(key):
    k1, k2 = random.split(key)
    return {"w": random.normal(k1, (64, 10)), "b": jnp.zeros(10)}


def loss(params, x, y):
    return optax.softmax_cross_entropy_with_integer_labels(x @ params["w"] + params["b"], y).mean()


tx = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(1e-3))


@jit
def epoch(carry, batches):
    def body(carry, batch):
        params, state = carry
        l, g = value_and_grad(loss)(params, *batch)
        updates, state = tx.update(g, state, params)
        return (optax.apply_updates(params, updates), state), l
    return jax.lax.scan(body, carry, batches)


params = init(random.PRNGKey(0))
carry = (params, tx.init(params))
for e in range(10):
    carry, ls = epoch(carry, make_batches(e))
    print(e, ls.mean())
