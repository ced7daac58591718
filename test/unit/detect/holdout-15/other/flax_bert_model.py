"""BERT in flax.linen. Shapes: (batch, length) ids in, (batch, length, hidden) out."""
from dataclasses import dataclass

import flax.linen as nn
import jax
import jax.numpy as jnp


@dataclass(frozen=True)
class BertConfig:
    vocab: int = 30522
    hidden: int = 768
    layers: int = 12
    heads: int = 12
    mlp: int = 3072
    max_len: int = 512
    dropout: float = 0.1


class Block(nn.Module):
    c: BertConfig

    @nn.compact
    def __call__(self, x, mask, train: bool):
        h = nn.MultiHeadDotProductAttention(self.c.heads, dropout_rate=self.c.dropout, deterministic=not train)(x, x, mask=mask)
        x = nn.LayerNorm()(x + nn.Dropout(self.c.dropout, deterministic=not train)(h))
        h = nn.Dense(self.c.hidden)(nn.gelu(nn.Dense(self.c.mlp)(x)))
        return nn.LayerNorm()(x + nn.Dropout(self.c.dropout, deterministic=not train)(h))


class Bert(nn.Module):
    c: BertConfig

    @nn.compact
    def __call__(self, ids, mask=None, train: bool = False):
        pos = jnp.arange(ids.shape[1])
        x = nn.Embed(self.c.vocab, self.c.hidden, name="tok")(ids) + nn.Embed(self.c.max_len, self.c.hidden, name="pos")(pos)
        x = nn.LayerNorm()(x)
        m = None if mask is None else nn.make_attention_mask(mask, mask)
        for i in range(self.c.layers):
            x = Block(self.c, name=f"layer_{i}")(x, m, train)
        return x


def init(key, c=BertConfig()):
    return Bert(c).init(key, jnp.zeros((1, 8), jnp.int32))["params"]


if __name__ == "__main__":
    c = BertConfig(layers=2)
    p = init(jax.random.PRNGKey(0), c)
    print(jax.tree_util.tree_map(jnp.shape, p))
    print(sum(x.size for x in jax.tree_util.tree_leaves(p)))
    print(Bert(c).apply({"params": p}, jnp.ones((2, 16), jnp.int32)).shape)
