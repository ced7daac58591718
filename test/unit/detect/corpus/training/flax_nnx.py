from flax import nnx
import optax
import jax.numpy as jnp
from data import get_ds

class MLP(nnx.Module):
    def __init__(self, rngs: nnx.Rngs):
        self.l1 = nnx.Linear(784, 256, rngs=rngs)
        self.l2 = nnx.Linear(256, 10, rngs=rngs)
    def __call__(self, x):
        return self.l2(nnx.relu(self.l1(x)))

def loss_fn(model, batch):
    logits = model(batch['image'])
    return optax.softmax_cross_entropy_with_integer_labels(logits, batch['label']).mean()

@nnx.jit
def train_step(model, optimizer, batch):
    grad_fn = nnx.value_and_grad(loss_fn)
    loss, grads = grad_fn(model, batch)
    optimizer.update(grads)
    return loss

model = MLP(nnx.Rngs(0))
optimizer = nnx.Optimizer(model, optax.adamw(3e-4))
for i, batch in enumerate(get_ds()):
    loss = train_step(model, optimizer, batch)
