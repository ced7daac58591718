import equinox as eqx
import jax
import jax.numpy as jnp
import jax.random as jr
import optax

from spirals import get_data, dataloader, RNN


def main(dataset_size=10000, batch_size=32, learning_rate=3e-3, steps=200, hidden_size=16, seed=5678):
    data_key, loader_key, model_key = jr.split(jr.PRNGKey(seed), 3)
    xs, ys = get_data(dataset_size, key=data_key)
    model = RNN(in_size=2, out_size=1, hidden_size=hidden_size, key=model_key)

    @eqx.filter_value_and_grad
    def compute_loss(model, x, y):
        p = jax.vmap(model)(x)
        return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))

    @eqx.filter_jit
    def make_step(model, x, y, opt_state):
        loss, grads = compute_loss(model, x, y)
        updates, opt_state = optim.update(grads, opt_state)
        return loss, eqx.apply_updates(model, updates), opt_state

    optim = optax.adam(learning_rate)
    opt_state = optim.init(model)
    for step, (x, y) in zip(range(steps), dataloader((xs, ys), batch_size, key=loader_key)):
        loss, model, opt_state = make_step(model, x, y, opt_state)
        print(f"step={step}, loss={loss.item()}")


if __name__ == "__main__":
    main()
