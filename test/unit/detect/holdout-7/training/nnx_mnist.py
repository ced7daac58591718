from flax import nnx
import jax
import optax
import tensorflow_datasets as tfds


class CNN(nnx.Module):
    def __init__(self, *, rngs: nnx.Rngs):
        self.conv = nnx.Conv(1, 32, kernel_size=(3, 3), rngs=rngs)
        self.linear = nnx.Linear(25088, 10, rngs=rngs)

    def __call__(self, x):
        return self.linear(nnx.relu(self.conv(x)).reshape(x.shape[0], -1))


model = CNN(rngs=nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adamw(0.005, 0.9))
metrics = nnx.MultiMetric(loss=nnx.metrics.Average("loss"))


def loss_fn(model, batch):
    logits = model(batch["image"])
    return optax.softmax_cross_entropy_with_integer_labels(logits, batch["label"]).mean(), logits


@nnx.jit
def train_step(model, optimizer, metrics, batch):
    (loss, logits), grads = nnx.value_and_grad(loss_fn, has_aux=True)(model, batch)
    metrics.update(loss=loss)
    optimizer.update(grads)


for step, batch in enumerate(tfds.load("mnist", split="train").repeat(5).batch(32).as_numpy_iterator()):
    train_step(model, optimizer, metrics, batch)
