import jax, optax
from flax import nnx
from gemma_nnx import Gemma
from loader import grain_loader

model = Gemma.from_pretrained("gemma2-2b", rngs=nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adamw(1e-5), wrt=nnx.Param)
metrics = nnx.MultiMetric(loss=nnx.metrics.Average("loss"))

@nnx.jit
def train_step(model, optimizer, metrics, batch):
    def loss_fn(m):
        return optax.softmax_cross_entropy_with_integer_labels(m(batch["tokens"]), batch["targets"]).mean()
    loss, grads = nnx.value_and_grad(loss_fn)(model)
    metrics.update(loss=loss)
    optimizer.update(model, grads)

for step, batch in enumerate(grain_loader("alpaca", batch_size=8)):
    train_step(model, optimizer, metrics, batch)
    if step and step % 200 == 0:
        print(step, metrics.compute())
        metrics.reset()
