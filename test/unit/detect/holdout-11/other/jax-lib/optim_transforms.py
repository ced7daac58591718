import chex
import jax
import jax.numpy as jnp
import optax


def scale_by_sign_momentum(decay: float = 0.9) -> optax.GradientTransformation:
    def init_fn(params):
        return optax.TraceState(trace=jax.tree.map(jnp.zeros_like, params))

    def update_fn(updates, state, params=None):
        del params
        trace = jax.tree.map(lambda g, t: decay * t + (1 - decay) * g, updates, state.trace)
        return jax.tree.map(jnp.sign, trace), optax.TraceState(trace=trace)

    return optax.GradientTransformation(init_fn, update_fn)
