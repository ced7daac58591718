"""Lennard-Jones molecular dynamics; forces by jax.grad of the energy."""
import argparse
import jax
import jax.numpy as jnp
import numpy as np
from jax import grad, jit, lax, random, vmap

jax.config.update("jax_enable_x64", True)


def displacement(a, b, box):
    d = a - b
    return d - box * jnp.round(d / box)


def energy(r, box, eps=1.0, sigma=1.0, cutoff=2.5):
    d = vmap(vmap(displacement, (None, 0, None)), (0, None, None))(r, r, box)
    r2 = jnp.sum(d ** 2, -1) + jnp.eye(len(r)) * 1e6
    s6 = (sigma ** 2 / r2) ** 3
    e = 4 * eps * (s6 ** 2 - s6)
    return 0.5 * jnp.sum(jnp.where(r2 < cutoff ** 2, e, 0))


force = jit(lambda r, box: -grad(energy)(r, box))


def verlet(state, _, dt, box):
    r, v, f = state
    v = v + 0.5 * dt * f
    r = (r + dt * v) % box
    f = force(r, box)
    v = v + 0.5 * dt * f
    return (r, v, f), (energy(r, box), 0.5 * jnp.sum(v ** 2))


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--n", type=int, default=256)
    p.add_argument("--steps", type=int, default=20000)
    p.add_argument("--dt", type=float, default=2e-3)
    p.add_argument("--temp", type=float, default=0.8)
    a = p.parse_args()
    side = int(np.ceil(a.n ** (1 / 3)))
    box = side * 1.2
    grid = np.stack(np.meshgrid(*[np.arange(side) * 1.2] * 3), -1).reshape(-1, 3)[: a.n]
    r = jnp.asarray(grid)
    v = random.normal(random.PRNGKey(0), r.shape) * jnp.sqrt(a.temp)
    v -= v.mean(0)
    # a few steps of gradient descent so that nothing overlaps
    for _ in range(50):
        r = r + 1e-4 * jnp.clip(force(r, box), -100, 100)
    state, (pe, ke) = jit(lambda s: lax.scan(lambda c, x: verlet(c, x, a.dt, box), s, None, a.steps))((r, v, force(r, box)))
    print("drift", float((pe + ke)[-1] - (pe + ke)[0]))
    np.save("traj_energy.npy", np.stack([pe, ke]))
