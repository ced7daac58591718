import functools
import jax
import optax
from model import init, loss_fn, batches

tx = optax.lion(1e-4)

@jax.jit
def update(state, batch):
    params, opt_state = state
    grads = jax.grad(loss_fn)(params, batch)
    updates, opt_state = tx.update(grads, opt_state, params)
    return optax.apply_updates(params, updates), opt_state

params = init(jax.random.key(0))
params, _ = functools.reduce(update, batches("train"), (params, tx.init(params)))
