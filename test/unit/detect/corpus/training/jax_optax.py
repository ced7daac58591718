import jax
import jax.numpy as jnp
import optax


def loss_fn(params, x, y):
    return jnp.mean((x @ params["w"] + params["b"] - y) ** 2)


optimizer = optax.adam(1e-2)


@jax.jit
def update(params, opt_state, x, y):
    loss, grads = jax.value_and_grad(loss_fn)(params, x, y)
    updates, opt_state = optimizer.update(grads, opt_state)
    return optax.apply_updates(params, updates), opt_state, loss


def main():
    params = {"w": jnp.zeros((4, 1)), "b": jnp.zeros(1)}
    opt_state = optimizer.init(params)
    key = jax.random.PRNGKey(0)
    for i in range(1000):
        x = jax.random.normal(key, (32, 4))
        params, opt_state, loss = update(params, opt_state, x, x.sum(1, keepdims=True))


if __name__ == "__main__":
    main()
