import functools
import jax
import jax.numpy as jnp
import optax
from jax import lax


def loss_fn(params, batch):
    preds = batch["x"] @ params["w"]
    return jnp.mean((preds - batch["y"]) ** 2)


opt = optax.sgd(0.1, momentum=0.9)


@functools.partial(jax.pmap, axis_name="devices")
def update(params, opt_state, batch):
    grads = jax.grad(loss_fn)(params, batch)
    grads = lax.pmean(grads, axis_name="devices")
    updates, opt_state = opt.update(grads, opt_state)
    return optax.apply_updates(params, updates), opt_state


def main():
    n = jax.local_device_count()
    params = {"w": jnp.zeros((32, 1))}
    state = opt.init(params)
    params, state = jax.device_put_replicated((params, state), jax.local_devices())
    for batch in batches(n, steps=10_000):
        params, state = update(params, state, batch)


if __name__ == "__main__":
    main()
