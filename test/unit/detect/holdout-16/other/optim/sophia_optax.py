from typing import Any, Callable, NamedTuple, Optional
import jax
import jax.numpy as jnp
import optax


class SophiaState(NamedTuple):
    count: jnp.ndarray
    mu: optax.Updates
    nu: optax.Updates
    key: jax.Array


def scale_by_sophia(b1: float = 0.96, b2: float = 0.99, gamma: float = 0.01, eps: float = 1e-12, clip: float = 1.0,
                    every: int = 10, seed: int = 0) -> optax.GradientTransformationExtraArgs:
    """Hutchinson estimate of the diagonal Hessian every `every` steps. `obj_fn(params)` must be passed to update."""

    def init(params):
        z = jax.tree_util.tree_map(jnp.zeros_like, params)
        return SophiaState(jnp.zeros([], jnp.int32), z, z, jax.random.PRNGKey(seed))

    def hutchinson(key, obj_fn, params):
        leaves, tree = jax.tree_util.tree_flatten(params)
        keys = jax.random.split(key, len(leaves))
        u = tree.unflatten([jax.random.rademacher(k, l.shape, l.dtype) for k, l in zip(keys, leaves)])
        _, hvp = jax.jvp(jax.grad(obj_fn), (params,), (u,))
        return jax.tree_util.tree_map(jnp.multiply, u, hvp)

    def update(updates, state, params=None, *, obj_fn: Optional[Callable[[Any], jnp.ndarray]] = None, **_):
        if params is None or obj_fn is None:
            raise ValueError("sophia needs params and obj_fn")
        key, sub = jax.random.split(state.key)
        mu = jax.tree_util.tree_map(lambda m, g: b1 * m + (1 - b1) * g, state.mu, updates)
        nu = jax.lax.cond(state.count % every == 0,
                          lambda: jax.tree_util.tree_map(lambda n, h: b2 * n + (1 - b2) * h, state.nu, hutchinson(sub, obj_fn, params)),
                          lambda: state.nu)
        out = jax.tree_util.tree_map(lambda m, n: jnp.clip(m / jnp.maximum(gamma * n, eps), -clip, clip), mu, nu)
        return out, SophiaState(state.count + 1, mu, nu, key)

    return optax.GradientTransformationExtraArgs(init, update)


def sophia(learning_rate, weight_decay=0.1, **kw):
    return optax.chain(scale_by_sophia(**kw), optax.add_decayed_weights(weight_decay), optax.scale_by_learning_rate(learning_rate))
