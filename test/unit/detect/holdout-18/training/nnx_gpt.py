import jax, jax.numpy as jnp
import optax
from flax import nnx
import grain.python as pygrain
from minigpt import MiniGPT, load_text

model = MiniGPT(maxlen=256, vocab=50257, embed_dim=256, heads=8, ffn=256, blocks=8, rngs=nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adam(1e-3))
metrics = nnx.MultiMetric(loss=nnx.metrics.Average("loss"))

def loss_fn(model, batch):
    logits = model(batch[0])
    return optax.softmax_cross_entropy_with_integer_labels(logits, batch[1]).mean(), logits

@nnx.jit
def step(model, optimizer, metrics, batch):
    (loss, logits), grads = nnx.value_and_grad(loss_fn, has_aux=True)(model, batch)
    metrics.update(loss=loss)
    optimizer.update(grads)

for epoch in range(1):
    for i, batch in enumerate(load_text("TinyStories.txt", 256, 256)):
        step(model, optimizer, metrics, (jnp.array(batch)[:, :-1], jnp.array(batch)[:, 1:]))
        if i % 200 == 0:
            print(i, metrics.compute())
            metrics.reset()
