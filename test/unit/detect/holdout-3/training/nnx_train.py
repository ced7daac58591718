from flax import nnx
import optax, jax.numpy as jnp
import tensorflow_datasets as tfds

class CNN(nnx.Module):
    def __init__(self, rngs):
        self.c = nnx.Conv(1, 32, (3, 3), rngs=rngs); self.l = nnx.Linear(25088, 10, rngs=rngs)
    def __call__(self, x):
        return self.l(nnx.relu(self.c(x)).reshape(x.shape[0], -1))

def loss_fn(m, b):
    lg = m(b['image'])
    return optax.softmax_cross_entropy_with_integer_labels(lg, b['label']).mean(), lg

@nnx.jit
def train_step(m, opt, metrics, b):
    (l, lg), g = nnx.value_and_grad(loss_fn, has_aux=True)(m, b)
    metrics.update(loss=l, logits=lg, labels=b['label'])
    opt.update(g)

m = CNN(nnx.Rngs(0)); opt = nnx.Optimizer(m, optax.adamw(5e-3)); mt = nnx.MultiMetric(loss=nnx.metrics.Average('loss'))
for i, b in enumerate(tfds.load('mnist', split='train').batch(32).as_numpy_iterator()):
    train_step(m, opt, mt, b)
