"""Small ViT on CIFAR-10 with flax.linen + optax, pmapped over all local devices."""
import functools

import jax
import jax.numpy as jnp
import ml_collections
import optax
import tensorflow_datasets as tfds
from flax import jax_utils
from flax.training import checkpoints, common_utils, train_state
from absl import app, logging
from ml_collections import config_flags

from vit import ViT
from input_pipeline import batches

_CONFIG = config_flags.DEFINE_config_file("config", "configs/cifar.py")


class TrainState(train_state.TrainState):
    key: jax.Array


def xent(logits, labels, smoothing):
    onehot = common_utils.onehot(labels, logits.shape[-1], 1 - smoothing, smoothing / 9)
    return optax.softmax_cross_entropy(logits, onehot).mean()


@functools.partial(jax.pmap, axis_name="b", donate_argnums=0)
def update(state, images, labels):
    key = jax.random.fold_in(state.key, state.step)

    def loss_fn(params):
        logits = state.apply_fn({"params": params}, images, train=True, rngs={"dropout": key})
        return xent(logits, labels, 0.1), logits

    (loss, logits), grads = jax.value_and_grad(loss_fn, has_aux=True)(state.params)
    grads = jax.lax.pmean(grads, "b")
    acc = jnp.mean(logits.argmax(-1) == labels)
    return state.apply_gradients(grads=grads), jax.lax.pmean({"loss": loss, "acc": acc}, "b")


def create_state(cfg: ml_collections.ConfigDict):
    key = jax.random.PRNGKey(cfg.seed)
    model = ViT(**cfg.model)
    params = model.init(key, jnp.ones((1, 32, 32, 3)), train=False)["params"]
    lr = optax.warmup_cosine_decay_schedule(0.0, cfg.lr, cfg.warmup, cfg.steps)
    tx = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(lr, weight_decay=cfg.wd))
    return TrainState.create(apply_fn=model.apply, params=params, tx=tx, key=key)


def main(argv):
    cfg = _CONFIG.value
    state = jax_utils.replicate(create_state(cfg))
    it = batches(tfds.load("cifar10", split="train"), cfg.batch, jax.local_device_count())
    for step, (x, y) in zip(range(cfg.steps), it):
        state, m = update(state, x, y)
        if step % cfg.log_every == 0:
            m = jax.device_get(jax.tree_util.tree_map(lambda v: v[0], m))
            logging.info("step %d %s", step, m)
    checkpoints.save_checkpoint("/tmp/vit", jax_utils.unreplicate(state), cfg.steps, overwrite=True)


if __name__ == "__main__":
    app.run(main)
