from __future__ import annotations
import dataclasses
import grain.python as grain
import jax
import jax.numpy as jnp
import optax
import orbax.checkpoint as ocp
from flax import nnx
from jax.sharding import Mesh, NamedSharding, PartitionSpec as P
from etils import epath

from gemma_nnx import params as params_lib, transformer as transformer_lib
from translate import build_loader


@dataclasses.dataclass
class Run:
    ckpt: str = "/data/gemma2-2b"
    out: str = "/data/out/gemma-lora"
    rank: int = 16
    lr: float = 2e-4
    steps: int = 1500
    batch: int = 16
    eval_every: int = 250


def shift_loss(model, tokens, mask):
    pos = jnp.cumsum(mask, -1) - 1
    causal = jnp.tril(jnp.ones((tokens.shape[1],) * 2, bool))[None] & mask[:, None, :]
    logits, _ = model(tokens, pos, None, causal)
    ce = optax.softmax_cross_entropy_with_integer_labels(logits[:, :-1], tokens[:, 1:])
    w = mask[:, 1:]
    return (ce * w).sum() / w.sum()


@nnx.jit
def train_step(model, optimizer, metrics, batch):
    wrt = nnx.DiffState(0, nnx.LoRAParam)
    loss, grads = nnx.value_and_grad(shift_loss, argnums=wrt)(model, batch["tokens"], batch["mask"])
    optimizer.update(grads)
    metrics.update(loss=loss)


@nnx.jit
def eval_step(model, metrics, batch):
    metrics.update(loss=shift_loss(model, batch["tokens"], batch["mask"]))


def main(r: Run):
    mesh = Mesh(jax.devices(), ("fsdp",))
    model = transformer_lib.Transformer.from_params(params_lib.load_and_format_params(r.ckpt))
    for path, m in list(model.iter_modules()):
        if isinstance(m, nnx.Linear):
            m.lora = nnx.LoRA(m.in_features, r.rank, m.out_features, rngs=nnx.Rngs(0))
    optimizer = nnx.Optimizer(model, optax.adamw(optax.cosine_decay_schedule(r.lr, r.steps)), wrt=nnx.LoRAParam)
    tm, em = nnx.MultiMetric(loss=nnx.metrics.Average("loss")), nnx.MultiMetric(loss=nnx.metrics.Average("loss"))
    train, valid = build_loader("train", r.batch), build_loader("valid", r.batch)
    sharding = NamedSharding(mesh, P("fsdp"))
    for step, b in zip(range(r.steps), train):
        train_step(model, optimizer, tm, jax.device_put(b, sharding))
        if step and step % r.eval_every == 0:
            for vb in valid:
                eval_step(model, em, jax.device_put(vb, sharding))
            print(step, tm.compute(), em.compute())
            tm.reset()
            em.reset()
    ocp.StandardCheckpointer().save(epath.Path(r.out) / "lora", nnx.state(model, nnx.LoRAParam))


main(Run())
