from functools import partial

import jax
import optax
from flax.training.train_state import TrainState


def create_state(rng, model, lr, shape):
    return TrainState.create(apply_fn=model.apply, params=model.init(rng, jax.numpy.ones(shape)), tx=optax.adamw(lr))


@partial(jax.jit, donate_argnums=0)
def train_step(state, batch):
    def loss_fn(p):
        return optax.l2_loss(state.apply_fn(p, batch["x"]), batch["y"]).mean()

    loss, grads = jax.value_and_grad(loss_fn)(state.params)
    return state.apply_gradients(grads=grads), loss


def train_epoch(state, loader):
    total = 0.0
    for b in loader:
        state, l = train_step(state, b)
        total += l
    return state, total
