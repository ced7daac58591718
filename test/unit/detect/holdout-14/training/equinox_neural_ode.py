import time

import diffrax
import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jr
import optax


class Func(eqx.Module):
    mlp: eqx.nn.MLP

    def __init__(self, size, width, depth, *, key):
        self.mlp = eqx.nn.MLP(size, size, width, depth, activation=jax.nn.softplus, key=key)

    def __call__(self, t, y, args):
        return self.mlp(y)


class NeuralODE(eqx.Module):
    func: Func

    def __call__(self, ts, y0):
        sol = diffrax.diffeqsolve(diffrax.ODETerm(self.func), diffrax.Tsit5(), t0=ts[0], t1=ts[-1], dt0=ts[1] - ts[0],
                                  y0=y0, saveat=diffrax.SaveAt(ts=ts))
        return sol.ys


def dataloader(arrays, batch, *, key):
    n = arrays.shape[0]
    while True:
        perm = jr.permutation(key, n)
        (key,) = jr.split(key, 1)
        for i in range(0, n - batch, batch):
            yield arrays[perm[i:i + batch]]


def main(steps=1000, lr=3e-3, seed=5678):
    key = jr.PRNGKey(seed)
    ts = jnp.linspace(0, 10, 100)
    ys = jnp.load("trajectories.npy")
    model = NeuralODE(Func(2, 64, 2, key=key))

    @eqx.filter_value_and_grad
    def grad_loss(model, ti, yi):
        return jnp.mean((yi - jax.vmap(model, in_axes=(None, 0))(ti, yi[:, 0])) ** 2)

    optim = optax.adabelief(lr)
    opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))

    @eqx.filter_jit
    def make_step(ti, yi, model, opt_state):
        loss, grads = grad_loss(model, ti, yi)
        updates, opt_state = optim.update(grads, opt_state)
        return loss, eqx.apply_updates(model, updates), opt_state

    for step, yi in zip(range(steps), dataloader(ys, 32, key=key)):
        loss, model, opt_state = make_step(ts, yi, model, opt_state)
        if step % 100 == 0:
            print(step, loss)


main()
