"""Train and eval steps of the project; `train.py` builds and calls them."""
from functools import partial
from typing import Any, Callable, Dict, Tuple

import jax
import jax.numpy as jnp
import optax
from flax import struct

Batch = Dict[str, jax.Array]


@struct.dataclass
class State:
    step: int
    params: Any
    opt_state: optax.OptState
    ema: Any


def make_optimizer(lr: float, steps: int, wd: float = 0.05, clip: float = 1.0) -> optax.GradientTransformation:
    mask = lambda p: jax.tree_util.tree_map(lambda x: x.ndim > 1, p)
    sched = optax.warmup_cosine_decay_schedule(0, lr, steps // 20, steps)
    return optax.chain(optax.clip_by_global_norm(clip), optax.adamw(sched, b2=0.98, weight_decay=wd, mask=mask))


def make_train_step(loss_fn: Callable, tx: optax.GradientTransformation, accum: int = 1) -> Callable:
    grad_fn = jax.value_and_grad(loss_fn, has_aux=True)

    @partial(jax.jit, donate_argnums=0)
    def step(state: State, batch: Batch, key) -> Tuple[State, Dict[str, jax.Array]]:
        def micro(carry, xs):
            g, l = carry
            b, k = xs
            (loss, aux), gi = grad_fn(state.params, b, k)
            return (jax.tree_util.tree_map(jnp.add, g, gi), l + loss), aux

        split = jax.tree_util.tree_map(lambda x: x.reshape(accum, -1, *x.shape[1:]), batch)
        zeros = jax.tree_util.tree_map(jnp.zeros_like, state.params)
        (g, loss), aux = jax.lax.scan(micro, (zeros, 0.0), (split, jax.random.split(key, accum)))
        g = jax.tree_util.tree_map(lambda x: x / accum, g)
        updates, opt_state = tx.update(g, state.opt_state, state.params)
        params = optax.apply_updates(state.params, updates)
        ema = optax.incremental_update(params, state.ema, 1e-3)
        m = {"loss": loss / accum, "grad_norm": optax.global_norm(g), **jax.tree_util.tree_map(jnp.mean, aux)}
        return State(state.step + 1, params, opt_state, ema), m

    return step


def make_eval_step(apply_fn: Callable) -> Callable:
    @jax.jit
    def step(params, batch):
        logits = apply_fn(params, batch["x"])
        return {"acc": (logits.argmax(-1) == batch["y"]).mean()}
    return step


def init_state(params, tx) -> State:
    return State(0, params, tx.init(params), params)
