import functools
import jax
import jax.numpy as jnp
import optax


def init(key, sizes):
    ks = jax.random.split(key, len(sizes))
    return [(jax.random.normal(k, (i, o)) / jnp.sqrt(i), jnp.zeros(o)) for k, i, o in zip(ks, sizes[:-1], sizes[1:])]


def predict(params, x):
    for w, b in params[:-1]:
        x = jax.nn.relu(x @ w + b)
    w, b = params[-1]
    return x @ w + b


def loss(params, x, y):
    return jnp.mean((predict(params, x) - y) ** 2)


@functools.partial(jax.jit, static_argnums=(3,))
def fit(params, x, y, n_steps=10_000):
    opt = optax.adamw(1e-3)

    def body(carry, _):
        params, s = carry
        l, g = jax.value_and_grad(loss)(params, x, y)
        u, s = opt.update(g, s, params)
        return (optax.apply_updates(params, u), s), l

    (params, _), losses = jax.lax.scan(body, (params, opt.init(params)), None, length=n_steps)
    return params, losses


if __name__ == "__main__":
    x = jnp.linspace(-3, 3, 4096)[:, None]
    params, losses = fit(init(jax.random.key(0), [1, 256, 256, 1]), x, jnp.sin(x))
    print(losses[::1000])
