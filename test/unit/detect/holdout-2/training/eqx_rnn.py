import equinox as eqx, jax, jax.numpy as jnp, jax.random as jr, optax

class RNN(eqx.Module):
    cell: eqx.nn.GRUCell
    lin: eqx.nn.Linear
    def __init__(self, key):
        a, b = jr.split(key)
        self.cell = eqx.nn.GRUCell(2, 16, key=a)
        self.lin = eqx.nn.Linear(16, 1, key=b)
    def __call__(self, xs):
        h, _ = jax.lax.scan(lambda h, x: (self.cell(x, h), None), jnp.zeros(16), xs)
        return self.lin(h)

@eqx.filter_value_and_grad
def loss_fn(m, x, y):
    return jnp.mean((jax.vmap(m)(x) - y) ** 2)

@eqx.filter_jit
def make_step(m, x, y, st):
    l, g = loss_fn(m, x, y)
    u, st = optim.update(g, st)
    return l, eqx.apply_updates(m, u), st

key = jr.PRNGKey(0)
model = RNN(key)
optim = optax.adam(3e-3)
state = optim.init(eqx.filter(model, eqx.is_array))
for i in range(500):
    key, k = jr.split(key)
    x = jr.normal(k, (32, 10, 2)); y = x.sum((1, 2))[:, None]
    l, model, state = make_step(model, x, y, state)
print(l)
