import jax
import jax.numpy as jnp
from jax import grad, jit, random


def predict(params, x):
    for w, b in params[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = params[-1]
    return x @ w + b


def loss(params, x, y):
    return jnp.mean((predict(params, x) - y) ** 2)


@jit
def update(params, x, y, step_size=0.01):
    grads = grad(loss)(params, x, y)
    return [(w - step_size * dw, b - step_size * db) for (w, b), (dw, db) in zip(params, grads)]


key = random.PRNGKey(0)
sizes = [1, 64, 64, 1]
params = [(random.normal(key, (m, n)) * 0.1, jnp.zeros(n)) for m, n in zip(sizes[:-1], sizes[1:])]
x = jnp.linspace(-1, 1, 256)[:, None]
y = jnp.sin(3 * x)
for i in range(5000):
    params = update(params, x, y)
print(loss(params, x, y))
