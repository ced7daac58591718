import jax, optax, flax.linen as nn
from flax.training import train_state
from absl import app, flags
import ml_collections

FLAGS = flags.FLAGS
flags.DEFINE_string("workdir", None, "where")


class CNN(nn.Module):
    @nn.compact
    def __call__(self, x):
        x = nn.relu(nn.Conv(32, (3, 3))(x))
        return nn.Dense(10)(x.reshape((x.shape[0], -1)))


@jax.jit
def apply_model(state, images, labels):
    def loss_fn(params):
        logits = state.apply_fn({"params": params}, images)
        return optax.softmax_cross_entropy(logits, jax.nn.one_hot(labels, 10)).mean()
    return jax.value_and_grad(loss_fn)(state.params)


@jax.jit
def update_model(state, grads):
    return state.apply_gradients(grads=grads)


def train_epoch(state, ds, bs):
    for i in range(0, len(ds["image"]), bs):
        loss, grads = apply_model(state, ds["image"][i:i + bs], ds["label"][i:i + bs])
        state = update_model(state, grads)
    return state, loss


def train_and_evaluate(config, workdir):
    state = create_train_state(config)
    for epoch in range(1, config.num_epochs + 1):
        state, loss = train_epoch(state, load(), config.batch_size)
    return state


def main(argv):
    train_and_evaluate(ml_collections.ConfigDict({"num_epochs": 10, "batch_size": 128}), FLAGS.workdir)


if __name__ == "__main__":
    app.run(main)
