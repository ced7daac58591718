import haiku as hk
import jax
import jax.numpy as jnp
import numpy as np
import optax
from typing import NamedTuple

from shapes3d import ShapesDataset


class State(NamedTuple):
    params: hk.Params
    state: hk.State
    opt: optax.OptState


def forward(x, is_training):
    z = hk.nets.ResNet18(64)(x, is_training) if False else hk.Sequential([
        hk.Conv2D(64, 4, 2), jax.nn.relu, hk.Conv2D(128, 4, 2), jax.nn.relu, hk.Conv2D(64, 3)])(x)
    vq = hk.nets.VectorQuantizerEMA(embedding_dim=64, num_embeddings=512, commitment_cost=0.25, decay=0.99)
    q = vq(z, is_training=is_training)
    rec = hk.Sequential([hk.Conv2DTranspose(64, 4, 2), jax.nn.relu, hk.Conv2DTranspose(3, 4, 2)])(q["quantize"])
    mse = jnp.mean((rec - x) ** 2)
    return mse + q["loss"], {"mse": mse, "ppl": q["perplexity"]}


net = hk.transform_with_state(forward)
opt = optax.adam(3e-4)


def loss_fn(params, state, rng, batch):
    (loss, aux), state = net.apply(params, state, rng, batch, True)
    return loss, (aux, state)


@jax.jit
def step(s: State, rng, batch):
    grads, (aux, hk_state) = jax.grad(loss_fn, has_aux=True)(s.params, s.state, rng, batch)
    updates, o = opt.update(grads, s.opt)
    return State(optax.apply_updates(s.params, updates), hk_state, o), aux


if __name__ == "__main__":
    ds = ShapesDataset("~/data/3dshapes.h5", batch_size=64, seed=0)
    rng = hk.PRNGSequence(42)
    params, state = net.init(next(rng), ds.peek(), True)
    s = State(params, state, opt.init(params))
    log = []
    for i, b in enumerate(ds):
        s, aux = step(s, next(rng), b)
        log.append(jax.tree_map(float, aux))
        if (i + 1) % 500 == 0:
            print(i + 1, {k: np.mean([l[k] for l in log[-500:]]) for k in log[-1]})
        if i == 50_000:
            break
    np.save("vqvae_params.npy", jax.device_get(s.params), allow_pickle=True)
