from absl import app, flags, logging
from flax.training import train_state
import flax.linen as nn
import jax
import jax.numpy as jnp
import numpy as np
import optax
from ml_collections import config_flags
import tensorflow_datasets as tfds

FLAGS = flags.FLAGS
config_flags.DEFINE_config_file("config", None, "Hyperparameters")


class CNN(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.avg_pool(nn.relu(nn.Conv(32, (3, 3))(x)), (2, 2), strides=(2, 2))
        return nn.Dense(10)(x.reshape((x.shape[0], -1)))


@jax.jit
def apply_model(state, images, labels):
    def loss_fn(params):
        logits = state.apply_fn({"params": params}, images)
        return optax.softmax_cross_entropy_with_integer_labels(logits, labels).mean(), logits

    (loss, logits), grads = jax.value_and_grad(loss_fn, has_aux=True)(state.params)
    return grads, loss, jnp.mean(jnp.argmax(logits, -1) == labels)


@jax.jit
def update_model(state, grads):
    return state.apply_gradients(grads=grads)


def train_epoch(state, ds, batch_size, rng):
    n = len(ds["image"]) // batch_size
    perms = jax.random.permutation(rng, len(ds["image"]))[: n * batch_size].reshape((n, batch_size))
    losses = []
    for perm in perms:
        grads, loss, _ = apply_model(state, ds["image"][perm], ds["label"][perm])
        state = update_model(state, grads)
        losses.append(loss)
    return state, np.mean(losses)


def main(argv):
    del argv
    config = FLAGS.config
    rng = jax.random.key(0)
    params = CNN().init(rng, jnp.ones([1, 28, 28, 1]))["params"]
    state = train_state.TrainState.create(apply_fn=CNN().apply, params=params, tx=optax.sgd(config.learning_rate, config.momentum))
    ds = tfds.as_numpy(tfds.load("mnist", split="train", batch_size=-1))
    for epoch in range(config.num_epochs):
        rng, key = jax.random.split(rng)
        state, loss = train_epoch(state, ds, config.batch_size, key)
        logging.info("epoch:% 3d, train_loss: %.4f", epoch, loss)


if __name__ == "__main__":
    app.run(main)
