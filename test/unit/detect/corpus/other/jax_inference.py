import jax
import jax.numpy as jnp
from flax.training import checkpoints
from model import Transformer

params = checkpoints.restore_checkpoint("ckpt", None)["params"]
apply = jax.jit(Transformer().apply)
for batch in jnp.split(jnp.load("tokens.npy"), 10):
    print(apply({"params": params}, batch).argmax(-1))
print(jax.grad(lambda x: jnp.sin(x))(0.5))
