import grain.python as pygrain
import jax
import jax.numpy as jnp
import optax
from flax import nnx

from minigpt import MiniGPT, load_and_preprocess

mesh = jax.make_mesh((4, 2), ("batch", "model"))


def loss_fn(model, batch):
    logits = model(batch[0])
    return optax.softmax_cross_entropy_with_integer_labels(logits, batch[1]).mean(), logits


@nnx.jit
def step(model: nnx.Module, optimizer: nnx.Optimizer, metrics, batch):
    (loss, _), grads = nnx.value_and_grad(loss_fn, has_aux=True)(model, batch)
    metrics.update(loss=loss)
    optimizer.update(grads)


model = MiniGPT(256, 50257, 256, 8, 256, 8, rngs=nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adam(1e-3))
metrics = nnx.MultiMetric(loss=nnx.metrics.Average("loss"))
for i, b in enumerate(load_and_preprocess("tinystories.txt", 144, 256)):
    inp = jnp.array(b).T
    step(model, optimizer, metrics, (inp, jnp.roll(inp, -1, 1)))
    if (i + 1) % 200 == 0:
        print(i + 1, metrics.compute())
        metrics.reset()
