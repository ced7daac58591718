import jax.numpy as jnp
from jax import grad, jit, random
import jax

LR = 0.01

def mse_loss(params, x, y):
    w, b = params
    return jnp.mean((jnp.dot(x, w) + b - y) ** 2)

@jit
def step(params, x, y):
    grads = grad(mse_loss)(params, x, y)
    new = jax.tree_util.tree_map(lambda p, g: p - LR * g, params, grads)
    return new

key = random.PRNGKey(1)
x = random.normal(key, (100, 3)); y = x @ jnp.array([1., 2., 3.])
params = (jnp.zeros(3), 0.)
for i in range(500):
    params = step(params, x, y)
