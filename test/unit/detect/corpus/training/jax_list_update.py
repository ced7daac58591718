import jax.numpy as jnp
from jax import grad, jit
from data import batches
from mlp import init, loss

step_size = 0.01


@jit
def update(params, x, y):
    grads = grad(loss)(params, x, y)
    return [(w - step_size * dw, b - step_size * db) for (w, b), (dw, db) in zip(params, grads)]


params = init([784, 512, 10])
for epoch in range(8):
    for x, y in batches():
        params = update(params, x, y)
