import jax, jax.numpy as jnp
def potential(q): return jnp.sum(q ** 2) / 2
force = jax.grad(potential)
q, p, dt = jnp.ones(3), jnp.zeros(3), .01
for i in range(1000):
    p = p - .5 * dt * force(q)
    q = q + dt * p
    p = p - .5 * dt * force(q)
print(q)
