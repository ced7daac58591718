import jax, jax.numpy as jnp
X, y = jnp.ones((100, 3)), jnp.ones(100)
loss = lambda w: jnp.mean((X @ w - y) ** 2)
body = lambda i, w: w - 0.1 * jax.grad(loss)(w)
w = jax.lax.fori_loop(0, 1000, body, jnp.zeros(3))
print(w)
