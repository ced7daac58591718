import jax
import jax.numpy as jnp
import ml_collections
import optax
from absl import app, flags
from flax.training import train_state
from clu import metric_writers

from cnn import CNN
from input_pipeline import get_datasets

FLAGS = flags.FLAGS
flags.DEFINE_string("workdir", None, "Directory to store model data.")


@jax.jit
def train_step(state, images, labels):
    def loss_fn(params):
        logits = state.apply_fn({"params": params}, images)
        return optax.softmax_cross_entropy(logits, jax.nn.one_hot(labels, 10)).mean()
    loss, grads = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=grads), loss


def train_and_evaluate(config: ml_collections.ConfigDict, workdir: str):
    train_ds, _ = get_datasets()
    cnn = CNN()
    params = cnn.init(jax.random.key(0), jnp.ones([1, 28, 28, 1]))["params"]
    state = train_state.TrainState.create(apply_fn=cnn.apply, params=params, tx=optax.sgd(config.learning_rate, config.momentum))
    writer = metric_writers.create_default_writer(workdir)
    for epoch in range(config.num_epochs):
        for batch in train_ds.iter(config.batch_size):
            state, loss = train_step(state, batch["image"], batch["label"])
        writer.write_scalars(epoch, {"loss": loss})
    return state


def main(argv):
    cfg = ml_collections.ConfigDict(dict(learning_rate=0.1, momentum=0.9, batch_size=128, num_epochs=10))
    train_and_evaluate(cfg, FLAGS.workdir)


if __name__ == "__main__":
    app.run(main)
