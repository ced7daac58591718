import jax, jax.numpy as jnp, optax
from model import init_params, loss

tx = optax.adamw(3e-4)

def body(carry, batch):
    params, opt_state = carry
    l, g = jax.value_and_grad(loss)(params, batch)
    updates, opt_state = tx.update(g, opt_state, params)
    return (optax.apply_updates(params, updates), opt_state), l

params = init_params(jax.random.key(0))
data = jnp.load("tokens.npy")
(params, _), losses = jax.lax.scan(body, (params, tx.init(params)), data)
print(losses[-1])
