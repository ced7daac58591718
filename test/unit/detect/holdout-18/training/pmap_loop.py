import functools
import jax
import jax.numpy as jnp
from jax import lax
from mlp import init_params, predict
import dataset


def loss(params, batch):
    x, y = batch
    return -jnp.mean(jnp.sum(predict(params, x) * y, axis=1))


@functools.partial(jax.pmap, axis_name="d")
def spmd_update(params, batch):
    grads = jax.grad(loss)(params, batch)
    grads = [(lax.psum(dw, "d"), lax.psum(db, "d")) for dw, db in grads]
    return [(w - 0.001 * dw, b - 0.001 * db) for (w, b), (dw, db) in zip(params, grads)]


if __name__ == "__main__":
    n = jax.local_device_count()
    train_images, train_labels, *_ = dataset.mnist()
    params = init_params(0.1, [784, 1024, 1024, 10])
    replicated = jax.tree_util.tree_map(lambda x: jnp.array([x] * n), params)
    for epoch in range(10):
        for b in dataset.sharded_batches(train_images, train_labels, n, 128):
            replicated = spmd_update(replicated, b)
        print(epoch)
