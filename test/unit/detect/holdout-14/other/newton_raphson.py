import jax
import jax.numpy as jnp


def f(x):
    return jnp.array([x[0] ** 2 + x[1] ** 2 - 4, jnp.exp(x[0]) + x[1] - 1])


jac = jax.jacfwd(f)
for start in ([1.0, -1.7], [-1.8, 0.8]):
    x = jnp.array(start)
    for i in range(20):
        step = jnp.linalg.solve(jac(x), f(x))
        x = x - step
        if jnp.abs(step).max() < 1e-10:
            break
    print(i, x)

# smallest point of the same residual, with plain descent
grad = jax.grad(lambda x: (f(x) ** 2).sum())
x = jnp.zeros(2)
for i in range(1000):
    x = x - 0.01 * grad(x)
print(x)
