import jax
import jax.numpy as jnp
import optax

key = jax.random.PRNGKey(1)
w_true = jnp.array([2.0, -1.0, 0.5])
X = jax.random.normal(key, (512, 3))
Y = X @ w_true + 0.1

params = {"w": jnp.zeros(3), "b": 0.0}
tx = optax.chain(optax.clip(1.0), optax.adam(1e-1))
state = tx.init(params)


def body(carry, idx):
    params, state = carry
    def f(p):
        return jnp.mean((X[idx] @ p["w"] + p["b"] - Y[idx]) ** 2)
    l, g = jax.value_and_grad(f)(params)
    u, state = tx.update(g, state, params)
    return (optax.apply_updates(params, u), state), l


idxs = jax.random.randint(key, (1000, 32), 0, 512)
(params, state), ls = jax.lax.scan(body, (params, state), idxs)
print(ls[::100], params)
