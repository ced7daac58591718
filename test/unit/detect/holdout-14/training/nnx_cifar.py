from functools import partial

import jax
import jax.numpy as jnp
import optax
import tensorflow_datasets as tfds
from flax import nnx


class CNN(nnx.Module):
    def __init__(self, rngs):
        self.c1 = nnx.Conv(3, 32, (3, 3), rngs=rngs)
        self.c2 = nnx.Conv(32, 64, (3, 3), rngs=rngs)
        self.out = nnx.Linear(4096, 10, rngs=rngs)
        self.pool = partial(nnx.avg_pool, window_shape=(2, 2), strides=(2, 2))

    def __call__(self, x):
        x = self.pool(nnx.relu(self.c1(x)))
        x = self.pool(nnx.relu(self.c2(x)))
        return self.out(x.reshape(x.shape[0], -1))


def loss_fn(model, batch):
    logits = model(batch["image"])
    return optax.softmax_cross_entropy_with_integer_labels(logits, batch["label"]).mean(), logits


@nnx.jit
def train_step(model, optimizer, metrics, batch):
    (loss, logits), grads = nnx.value_and_grad(loss_fn, has_aux=True)(model, batch)
    metrics.update(loss=loss, logits=logits, labels=batch["label"])
    optimizer.update(grads)


def main():
    model = CNN(nnx.Rngs(0))
    optimizer = nnx.Optimizer(model, optax.adamw(1e-3))
    metrics = nnx.MultiMetric(accuracy=nnx.metrics.Accuracy(), loss=nnx.metrics.Average("loss"))
    ds = tfds.load("cifar10", split="train").map(lambda d: {"image": d["image"] / 255, "label": d["label"]})
    ds = ds.shuffle(1024).batch(128, drop_remainder=True)
    for epoch in range(10):
        for batch in ds.as_numpy_iterator():
            train_step(model, optimizer, metrics, batch)
        print(epoch, metrics.compute())
        metrics.reset()


if __name__ == "__main__":
    main()
