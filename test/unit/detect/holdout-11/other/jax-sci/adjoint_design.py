import jax
import jax.numpy as jnp
import optax
from fdtd import simulate_transmission


def objective(thickness):
    return -simulate_transmission(thickness, wavelengths=jnp.linspace(0.4, 0.7, 31)).mean()


opt = optax.adam(0.01)
thickness = jnp.full((12,), 0.25)
state = opt.init(thickness)
for i in range(400):
    value, grad = jax.value_and_grad(objective)(thickness)
    updates, state = opt.update(grad, state)
    thickness = optax.apply_updates(thickness, updates)
    print(i, -value)
jnp.save("stack.npy", thickness)
