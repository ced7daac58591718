import flax.linen as nn
import jax
import jax.numpy as jnp
import optax


class Block(nn.Module):
    dim: int

    @nn.compact
    def __call__(self, x, *, train: bool):
        h = nn.LayerNorm()(x)
        h = nn.SelfAttention(8)(h)
        h = nn.Dropout(0.1, deterministic=not train)(h)
        return x + nn.Dense(self.dim)(nn.gelu(h))


def make_tx(lr, steps):
    return optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(optax.cosine_decay_schedule(lr, steps)))


def count_params(p):
    return sum(x.size for x in jax.tree_util.tree_leaves(p))
