import equinox as eqx
import jax
import jax.random as jr
import jax.numpy as jnp
import optax


@eqx.filter_value_and_grad
def compute_loss(model, x, y):
    return jnp.mean((jax.vmap(model)(x) - y) ** 2)


def main(steps=500):
    key = jr.key(1)
    model = eqx.nn.MLP(2, 1, 32, 2, key=key)
    optim = optax.adamw(1e-3)
    opt_state = optim.init(eqx.filter(model, eqx.is_array))

    @eqx.filter_jit
    def make_step(model, x, y, opt_state):
        loss, grads = compute_loss(model, x, y)
        updates, opt_state = optim.update(grads, opt_state, model)
        return loss, eqx.apply_updates(model, updates), opt_state

    for step in range(steps):
        key, k = jr.split(key)
        x = jr.normal(k, (64, 2))
        loss, model, opt_state = make_step(model, x, x[:, :1] * 2, opt_state)


main()
