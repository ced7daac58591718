import jax
import jax.numpy as jnp
from jax import grad, jit, lax


def energy(R):
    d = R[:, None] - R[None]
    r2 = (d**2).sum(-1) + jnp.eye(len(R))
    return (4 * (r2**-6 - r2**-3) * (1 - jnp.eye(len(R)))).sum() / 2


force = jit(grad(lambda R: -energy(R)))


def verlet(state, _):
    R, V = state
    V = V + 0.5e-3 * force(R)
    R = R + 1e-3 * V
    V = V + 0.5e-3 * force(R)
    return (R, V), energy(R)


R = jax.random.uniform(jax.random.key(0), (64, 3)) * 6
(_, _), E = lax.scan(verlet, (R, jnp.zeros_like(R)), None, length=10_000)
print(E[-1])
