import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jr
import optax


@eqx.filter_value_and_grad
def compute_loss(model, x, y):
    return jnp.mean((jax.vmap(model)(x) - y) ** 2)


@eqx.filter_jit
def make_step(model, opt_state, x, y, optim):
    loss, grads = compute_loss(model, x, y)
    updates, opt_state = optim.update(grads, opt_state, eqx.filter(model, eqx.is_array))
    return loss, eqx.apply_updates(model, updates), opt_state


def main(seed=5678, steps=200, lr=3e-3):
    key = jr.PRNGKey(seed)
    model = eqx.nn.MLP(2, 1, 32, 2, key=key)
    optim = optax.adam(lr)
    opt_state = optim.init(eqx.filter(model, eqx.is_inexact_array))
    for step in range(steps):
        key, sub = jr.split(key)
        x = jr.normal(sub, (128, 2))
        loss, model, opt_state = make_step(model, opt_state, x, x.sum(1, keepdims=True), optim)
    print(loss)


if __name__ == "__main__":
    main()
