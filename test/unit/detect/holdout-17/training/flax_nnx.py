from flax import nnx
import jax, optax, jax.numpy as jnp
import tensorflow_datasets as tfds

class MLP(nnx.Module):
    def __init__(self, rngs): self.a = nnx.Linear(784, 64, rngs=rngs); self.b = nnx.Linear(64, 10, rngs=rngs)
    def __call__(self, x): return self.b(nnx.relu(self.a(x)))

model = MLP(nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adamw(1e-3))

@nnx.jit
def train_step(model, optimizer, x, y):
    def loss_fn(m): return optax.softmax_cross_entropy_with_integer_labels(m(x), y).mean()
    loss, grads = nnx.value_and_grad(loss_fn)(model)
    optimizer.update(grads)
    return loss

for batch in tfds.as_numpy(tfds.load('mnist', split='train').repeat(2).batch(128)):
    loss = train_step(model, optimizer, batch['image'].reshape(-1, 784) / 255., batch['label'])
