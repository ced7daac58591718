import diffrax
import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jr
import matplotlib.pyplot as plt
import optax
import time


class Field(eqx.Module):
    layers: list

    def __init__(self, dim, width, depth, *, key):
        ks = jr.split(key, depth + 1)
        dims = [dim + 1] + [width] * depth + [dim]
        self.layers = [eqx.nn.Linear(i, o, key=k) for i, o, k in zip(dims[:-1], dims[1:], ks)]

    def __call__(self, t, y, args):
        y = jnp.append(y, t)
        for l in self.layers[:-1]:
            y = jnp.tanh(l(y))
        return self.layers[-1](y)


def logp(field, y):
    def aug(t, state, args):
        y, _ = state
        f, vjp = jax.vjp(lambda z: field(t, z, None), y)
        (cols,) = jax.vmap(vjp)(jnp.eye(y.size))
        return f, jnp.trace(cols)

    sol = diffrax.diffeqsolve(diffrax.ODETerm(aug), diffrax.Tsit5(), 1.0, 0.0, -0.05, (y, 0.0))
    (z,), (dlogp,) = sol.ys
    return dlogp - 0.5 * (z ** 2).sum() - jnp.log(2 * jnp.pi)


def two_moons(key, n):
    a, b, c = jr.split(key, 3)
    th = jr.uniform(a, (n,), maxval=jnp.pi)
    up = jr.bernoulli(b, shape=(n,))
    x = jnp.where(up, jnp.cos(th), 1 - jnp.cos(th))
    y = jnp.where(up, jnp.sin(th), .5 - jnp.sin(th))
    return jnp.stack([x, y], -1) + .07 * jr.normal(c, (n, 2))


def main(steps=5000, batch=512, lr=1e-3, seed=5678):
    mkey, dkey = jr.split(jr.PRNGKey(seed))
    model = Field(2, 64, 3, key=mkey)
    optim = optax.adamw(lr)
    opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))

    @eqx.filter_value_and_grad
    def loss(model, y):
        return -jax.vmap(lambda v: logp(model, v))(y).mean()

    @eqx.filter_jit
    def make_step(model, opt_state, key):
        value, grads = loss(model, two_moons(key, batch))
        updates, opt_state = optim.update(grads, opt_state, model)
        return eqx.apply_updates(model, updates), opt_state, value

    t = time.time()
    for i in range(steps):
        dkey, k = jr.split(dkey)
        model, opt_state, v = make_step(model, opt_state, k)
        if i % 250 == 0:
            print(i, float(v), f"{time.time() - t:.1f}s")
    eqx.tree_serialise_leaves("cnf.eqx", model)


main()
