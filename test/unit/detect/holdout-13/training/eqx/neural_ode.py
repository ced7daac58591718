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
        return diffrax.diffeqsolve(diffrax.ODETerm(self.func), diffrax.Tsit5(), ts[0], ts[-1], 0.01, y0, saveat=diffrax.SaveAt(ts=ts)).ys


def main(dataset_size=256, batch_size=32, lr_strategy=(3e-3, 3e-3), steps_strategy=(500, 500), seed=5678):
    key = jr.PRNGKey(seed)
    ts, ys = get_data(dataset_size, key=key)
    model = NeuralODE(Func(2, 64, 2, key=key))

    @eqx.filter_value_and_grad
    def grad_loss(model, ti, yi):
        return jnp.mean((yi - jax.vmap(model, in_axes=(None, 0))(ti, yi[:, 0])) ** 2)

    @eqx.filter_jit
    def make_step(ti, yi, model, opt_state):
        loss, grads = grad_loss(model, ti, yi)
        updates, opt_state = optim.update(grads, opt_state)
        return loss, eqx.apply_updates(model, updates), opt_state

    for lr, steps in zip(lr_strategy, steps_strategy):
        optim = optax.adabelief(lr)
        opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))
        for step, (yi,) in zip(range(steps), dataloader((ys,), batch_size, key=key)):
            loss, model, opt_state = make_step(ts, yi, model, opt_state)
            if step % 100 == 0:
                print(step, loss)
    return ts, ys, model


def get_data(n, *, key):
    ts = jnp.linspace(0, 10, 100)
    return ts, jnp.stack([jnp.sin(ts), jnp.cos(ts)], -1)[None].repeat(n, 0)


def dataloader(arrays, bs, *, key):
    while True:
        idx = jr.permutation(key, len(arrays[0]))
        (key,) = jr.split(key, 1)
        for i in range(0, len(idx), bs):
            yield tuple(a[idx[i:i + bs]] for a in arrays)


main()
