import jax, jax.numpy as jnp
f = lambda x: jnp.sum(x ** 3)
g = jax.grad(f)
for v in (1., 2., 3.):
    print(g(jnp.array([v])), jax.hessian(f)(jnp.array([v])))
