import math
import equinox as eqx
import jax
import jax.lax as lax
import jax.numpy as jnp
import jax.random as jrandom
import optax


def dataloader(arrays, batch_size, *, key):
    n = arrays[0].shape[0]
    while True:
        perm = jrandom.permutation(key, n)
        (key,) = jrandom.split(key, 1)
        for a in range(0, n - batch_size + 1, batch_size):
            ix = perm[a:a + batch_size]
            yield tuple(arr[ix] for arr in arrays)


def spirals(size, *, key):
    t = jnp.linspace(0, 2 * math.pi, 16)
    off = jrandom.uniform(key, (size, 1), minval=0, maxval=2 * math.pi)
    x = jnp.stack([jnp.sin(t + off) / (1 + t), jnp.cos(t + off) / (1 + t)], -1)
    half = size // 2
    x = x.at[:half, :, 0].multiply(-1)
    return x, jnp.zeros((size, 1)).at[:half].set(1.0)


class RNN(eqx.Module):
    cell: eqx.nn.GRUCell
    linear: eqx.nn.Linear

    def __init__(self, i, o, h, *, key):
        a, b = jrandom.split(key)
        self.cell = eqx.nn.GRUCell(i, h, key=a)
        self.linear = eqx.nn.Linear(h, o, key=b)

    def __call__(self, xs):
        out, _ = lax.scan(lambda c, x: (self.cell(x, c), None), jnp.zeros(self.cell.hidden_size), xs)
        return jax.nn.sigmoid(self.linear(out))


dkey, lkey, mkey = jrandom.split(jrandom.PRNGKey(5678), 3)
xs, ys = spirals(10000, key=dkey)
model = RNN(2, 1, 16, key=mkey)


@eqx.filter_value_and_grad
def bce(model, x, y):
    p = jax.vmap(model)(x)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))


optim = optax.adam(3e-3)
opt_state = optim.init(eqx.filter(model, eqx.is_array))


@eqx.filter_jit
def make_step(model, x, y, opt_state):
    loss, grads = bce(model, x, y)
    updates, opt_state = optim.update(grads, opt_state)
    return loss, eqx.apply_updates(model, updates), opt_state


for step, (x, y) in zip(range(200), dataloader((xs, ys), 32, key=lkey)):
    loss, model, opt_state = make_step(model, x, y, opt_state)
    if step % 10 == 0:
        print(f"step={step}, loss={loss.item()}")
print("final accuracy", jnp.mean((jax.vmap(model)(xs) > 0.5) == ys).item())
