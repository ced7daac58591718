from typing import Iterator, NamedTuple
from absl import app
import haiku as hk
import jax
import jax.numpy as jnp
import optax
import tensorflow_datasets as tfds


class TrainingState(NamedTuple):
    params: hk.Params
    opt_state: optax.OptState


def net_fn(images):
    return hk.Sequential([hk.Flatten(), hk.Linear(300), jax.nn.relu, hk.Linear(10)])(images)


def main(_):
    network = hk.without_apply_rng(hk.transform(net_fn))
    optimiser = optax.adam(1e-3)

    def loss(params, batch):
        logits = network.apply(params, batch["image"])
        return optax.softmax_cross_entropy_with_integer_labels(logits, batch["label"]).mean()

    @jax.jit
    def update(state, batch):
        grads = jax.grad(loss)(state.params, batch)
        updates, opt_state = optimiser.update(grads, state.opt_state)
        return TrainingState(optax.apply_updates(state.params, updates), opt_state)

    ds = iter(tfds.as_numpy(tfds.load("mnist", split="train").repeat().batch(1000)))
    params = network.init(jax.random.PRNGKey(42), next(ds)["image"])
    state = TrainingState(params, optimiser.init(params))
    for step in range(3001):
        state = update(state, next(ds))


if __name__ == "__main__":
    app.run(main)
