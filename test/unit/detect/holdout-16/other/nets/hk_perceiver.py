from typing import Optional
import haiku as hk
import jax
import jax.numpy as jnp


class CrossAttention(hk.Module):
    def __init__(self, heads: int, key: int, dropout: float = 0.0, name: Optional[str] = None):
        super().__init__(name=name)
        self.heads, self.key, self.dropout = heads, key, dropout

    def __call__(self, q, kv, is_training: bool):
        init = hk.initializers.VarianceScaling(1.0)
        a = hk.MultiHeadAttention(self.heads, self.key, w_init=init)(
            hk.LayerNorm(-1, True, True)(q), *(hk.LayerNorm(-1, True, True, name="kv")(kv),) * 2)
        if is_training and self.dropout:
            a = hk.dropout(hk.next_rng_key(), self.dropout, a)
        x = q + a
        h = hk.Sequential([hk.Linear(4 * x.shape[-1]), jax.nn.gelu, hk.Linear(x.shape[-1])])(hk.LayerNorm(-1, True, True, name="ff")(x))
        return x + h


class Perceiver(hk.Module):
    def __init__(self, latents=128, dim=256, layers=6, classes=527, name=None):
        super().__init__(name=name)
        self.latents, self.dim, self.layers, self.classes = latents, dim, layers, classes

    def __call__(self, x, is_training: bool):
        b = x.shape[0]
        z = hk.get_parameter("latents", (self.latents, self.dim), init=hk.initializers.TruncatedNormal(0.02))
        z = jnp.broadcast_to(z, (b,) + z.shape)
        z = CrossAttention(1, self.dim, name="encode")(z, x, is_training)
        for i in range(self.layers):
            z = CrossAttention(8, self.dim // 8, 0.1, name=f"self_{i}")(z, z, is_training)
        return hk.Linear(self.classes)(z.mean(1))


def forward(x, is_training=True):
    return Perceiver()(x, is_training)


network = hk.transform(forward)


def count(params):
    return hk.data_structures.tree_size(params)


if __name__ == "__main__":
    rng = jax.random.PRNGKey(0)
    params = network.init(rng, jnp.zeros((1, 1024, 64)))
    print(hk.experimental.tabulate(network)(jnp.zeros((1, 1024, 64))))
    print(count(params), network.apply(params, rng, jnp.ones((2, 1024, 64)), False).shape)
