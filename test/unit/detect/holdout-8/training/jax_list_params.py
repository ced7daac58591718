import jax
import jax.numpy as jnp
from jax import grad, jit
from mnist import get

LR = 0.01


def forward(params, x):
    for w, b in params[:-1]:
        x = jnp.tanh(x @ w + b)
    w, b = params[-1]
    return x @ w + b


def nll(params, x, y):
    return -jnp.mean(jnp.sum(jax.nn.log_softmax(forward(params, x)) * y, 1))


@jit
def sgd(params, x, y):
    grads = grad(nll)(params, x, y)
    return [(w - LR * dw, b - LR * db) for (w, b), (dw, db) in zip(params, grads)]


params = [(0.1 * jax.random.normal(jax.random.PRNGKey(i), s), jnp.zeros(s[1])) for i, s in enumerate([(784, 256), (256, 10)])]
for e in range(8):
    for x, y in get("train", 128):
        params = sgd(params, x, y)
