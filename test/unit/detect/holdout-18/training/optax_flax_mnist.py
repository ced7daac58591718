from absl import app, flags
from flax import linen as nn
from flax.training import train_state
import jax
import jax.numpy as jnp
import optax
import tensorflow_datasets as tfds

FLAGS = flags.FLAGS
flags.DEFINE_float("lr", 0.1, "")
flags.DEFINE_integer("epochs", 10, "")


class CNN(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Conv(32, (3, 3))(x))
        x = nn.avg_pool(x, (2, 2), (2, 2)).reshape((x.shape[0], -1))
        return nn.Dense(10)(x)


@jax.jit
def apply_model(state, x, y):
    def loss_fn(params):
        logits = state.apply_fn({"params": params}, x)
        return optax.softmax_cross_entropy_with_integer_labels(logits, y).mean(), logits

    (loss, logits), grads = jax.value_and_grad(loss_fn, has_aux=True)(state.params)
    return grads, loss, (logits.argmax(-1) == y).mean()


@jax.jit
def update_model(state, grads):
    return state.apply_gradients(grads=grads)


def main(_):
    ds = tfds.as_numpy(tfds.load("mnist", split="train", batch_size=128))
    cnn = CNN()
    params = cnn.init(jax.random.PRNGKey(0), jnp.ones([1, 28, 28, 1]))["params"]
    state = train_state.TrainState.create(apply_fn=cnn.apply, params=params, tx=optax.sgd(FLAGS.lr, 0.9))
    for epoch in range(FLAGS.epochs):
        for b in ds:
            grads, loss, acc = apply_model(state, b["image"] / 255.0, b["label"])
            state = update_model(state, grads)
        print(epoch, loss, acc)


if __name__ == "__main__":
    app.run(main)
