import jax
import jax.numpy as jnp
import optax
import matplotlib.pyplot as plt

DT = 0.05
HORIZON = 80


def dynamics(state, u):
    theta, omega, x, v = state
    alpha = (9.81 * jnp.sin(theta) - u * jnp.cos(theta)) / (4 / 3)
    return jnp.array([theta + DT * omega, omega + DT * alpha, x + DT * v, v + DT * u])


def rollout(controls, start):
    def body(s, u):
        s = dynamics(s, u)
        return s, s
    return jax.lax.scan(body, start, controls)[1]


def cost(controls, start):
    states = rollout(controls, start)
    return (states[:, 0] ** 2).sum() + 0.1 * (states[:, 2] ** 2).sum() + 1e-3 * (controls ** 2).sum()


start = jnp.array([0.3, 0.0, 0.0, 0.0])
controls = jnp.zeros(HORIZON)
opt = optax.adam(0.1)
state = opt.init(controls)


@jax.jit
def step(controls, state):
    value, grads = jax.value_and_grad(cost)(controls, start)
    updates, state = opt.update(grads, state)
    return optax.apply_updates(controls, updates), state, value


for i in range(400):
    controls, state, value = step(controls, state)
    if i % 50 == 0:
        print(i, value)
plt.plot(rollout(controls, start)[:, 0])
plt.savefig("cartpole.png")
