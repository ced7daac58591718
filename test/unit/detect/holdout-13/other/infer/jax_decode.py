import jax
import jax.numpy as jnp
from flax.training import checkpoints
from model import Transformer, config

params = checkpoints.restore_checkpoint("ckpt/", None)["params"]
apply = jax.jit(Transformer(config).apply)


def step(carry, _):
    tokens, key = carry
    logits = apply({"params": params}, tokens)[:, -1]
    key, sub = jax.random.split(key)
    nxt = jax.random.categorical(sub, logits)
    return (jnp.concatenate([tokens[:, 1:], nxt[:, None]], 1), key), nxt


_, out = jax.lax.scan(step, (jnp.zeros((1, 128), jnp.int32), jax.random.key(0)), None, length=256)
print(out.ravel())
