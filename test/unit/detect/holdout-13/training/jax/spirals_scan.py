import jax, jax.numpy as jnp
from jax import lax, random
from jax.example_libraries import optimizers, stax

init_fun, predict = stax.serial(stax.Dense(128), stax.Tanh, stax.Dense(1))
_, params = init_fun(random.PRNGKey(0), (-1, 2))
opt_init, opt_update, get_params = optimizers.momentum(1e-2, mass=0.9)
X = random.normal(random.PRNGKey(1), (512, 2))
y = jnp.sign(X[:, :1] * X[:, 1:])


def loss(p, b):
    return jnp.mean((predict(p, b[0]) - b[1]) ** 2)


def body(carry, i):
    s = carry
    v, g = jax.value_and_grad(loss)(get_params(s), (X, y))
    return opt_update(i, g, s), v


final, trace = lax.scan(body, opt_init(params), jnp.arange(5000))
print(trace[-1])
