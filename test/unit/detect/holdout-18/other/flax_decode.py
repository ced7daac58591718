import jax
import jax.numpy as jnp
from flax.training import checkpoints
from transformers import AutoTokenizer
from lm import LM, Config

tok = AutoTokenizer.from_pretrained("gpt2")
model = LM(Config())
params = checkpoints.restore_checkpoint("ckpt/", target=None)["params"]


@jax.jit
def step(params, ids, rng):
    logits = model.apply({"params": params}, ids)[:, -1] / 0.8
    return jnp.concatenate([ids, jax.random.categorical(rng, logits)[:, None]], 1)


rng = jax.random.PRNGKey(0)
ids = jnp.array(tok("Once upon a time", return_tensors="np")["input_ids"])
for i in range(64):
    rng, k = jax.random.split(rng)
    ids = step(params, ids, k)
print(tok.decode(ids[0]))
