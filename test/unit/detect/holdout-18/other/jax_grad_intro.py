import jax
import jax.numpy as jnp
from jax import grad, hessian, jacfwd, vmap


def tanh(x):
    y = jnp.exp(-2.0 * x)
    return (1.0 - y) / (1.0 + y)


print(grad(tanh)(1.0))
print(grad(grad(grad(tanh)))(1.0))
xs = jnp.linspace(-3, 3, 7)
for x in xs:
    print(x, grad(tanh)(x))
print(vmap(grad(tanh))(xs), hessian(lambda v: jnp.sum(v ** 3))(xs), jacfwd(jnp.sin)(xs))
