import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jrandom
import optax
from spirals import dataloader, get_data


class RNN(eqx.Module):
    cell: eqx.Module
    linear: eqx.nn.Linear

    def __init__(self, key):
        a, b = jrandom.split(key)
        self.cell = eqx.nn.GRUCell(2, 16, key=a)
        self.linear = eqx.nn.Linear(16, 1, key=b)

    def __call__(self, xs):
        h, _ = jax.lax.scan(lambda c, x: (self.cell(x, c), None), jnp.zeros(16), xs)
        return jax.nn.sigmoid(self.linear(h))


def main(dataset_size=10000, batch_size=32, learning_rate=3e-3, steps=200, seed=5678):
    dk, lk, mk = jrandom.split(jrandom.PRNGKey(seed), 3)
    xs, ys = get_data(dataset_size, key=dk)
    model = RNN(mk)

    @eqx.filter_value_and_grad
    def compute_loss(model, x, y):
        p = jax.vmap(model)(x)
        return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))

    @eqx.filter_jit
    def make_step(model, x, y, opt_state):
        loss, grads = compute_loss(model, x, y)
        updates, opt_state = optim.update(grads, opt_state)
        return loss, eqx.apply_updates(model, updates), opt_state

    optim = optax.adam(learning_rate)
    opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))
    for step, (x, y) in zip(range(steps), dataloader((xs, ys), batch_size, key=lk)):
        loss, model, opt_state = make_step(model, x, y, opt_state)
        print(f"step={step}, loss={loss.item()}")


if __name__ == "__main__":
    main()
