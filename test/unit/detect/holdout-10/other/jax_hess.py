import jax
import jax.numpy as jnp
from jax import grad, hessian, jit, vmap


def energy(x):
    return jnp.sum(x ** 4 - 2 * x ** 2)


g = jit(grad(energy))
h = jit(hessian(energy))
xs = jnp.linspace(-2, 2, 101)
print(vmap(g)(xs[:, None]).shape)
x = jnp.array([1.5, -0.5])
print(g(x), h(x))
print(jax.value_and_grad(energy)(x))
