import jax
import jax.numpy as jnp

def init(key, sizes):
    ks = jax.random.split(key, len(sizes))
    return [(jax.random.normal(k, (m, n)) * .1, jnp.zeros(n)) for k, m, n in zip(ks, sizes[:-1], sizes[1:])]

def predict(params, x):
    for w, b in params[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = params[-1]
    return x @ w + b

def mse(params, x, y):
    return jnp.mean((predict(params, x) - y) ** 2)

@jax.jit
def update(params, x, y, rate=0.01):
    grads = jax.grad(mse)(params, x, y)
    return jax.tree_util.tree_map(lambda p, g: p - rate * g, params, grads)

params = init(jax.random.PRNGKey(0), [1, 64, 64, 1])
xs = jnp.linspace(-3, 3, 256)[:, None]
ys = jnp.sin(xs)
for epoch in range(2000):
    params = update(params, xs, ys)
