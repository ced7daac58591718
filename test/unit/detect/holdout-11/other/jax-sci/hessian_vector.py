import jax
import jax.numpy as jnp
from flax.training import checkpoints
from cnn import CNN
from input_pipeline import get_datasets

params = checkpoints.restore_checkpoint("ckpts", None)["params"]
ds, _ = get_datasets()


def loss(p, b):
    logits = CNN().apply({"params": p}, b["image"])
    return -jnp.mean(jax.nn.log_softmax(logits)[jnp.arange(len(b["label"])), b["label"]])


v = jax.tree.map(lambda p: jax.random.normal(jax.random.key(0), p.shape), params)
for i in range(50):
    hv = jax.jvp(jax.grad(lambda p: loss(p, next(ds.iter(512)))), (params,), (v,))[1]
    norm = jnp.sqrt(sum(jnp.vdot(x, x) for x in jax.tree.leaves(hv)))
    v = jax.tree.map(lambda x: x / norm, hv)
    print("lambda_max ~", norm)
