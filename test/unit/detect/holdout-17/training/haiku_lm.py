import haiku as hk, jax, optax, numpy as np
from absl import app, flags
import dataset, model
FLAGS = flags.FLAGS
flags.DEFINE_integer('steps', 10000, '')

def main(_):
    fwd = hk.transform(model.forward)
    opt = optax.chain(optax.clip_by_global_norm(1.0), optax.adam(3e-4))
    params = fwd.init(jax.random.PRNGKey(0), next(dataset.iterator()))
    state = opt.init(params)

    @jax.jit
    def update(params, state, rng, batch):
        g = jax.grad(lambda p: model.loss(fwd.apply, p, rng, batch))(params)
        u, state = opt.update(g, state, params)
        return optax.apply_updates(params, u), state

    rng = jax.random.PRNGKey(1)
    for i, batch in zip(range(FLAGS.steps), dataset.iterator()):
        rng, k = jax.random.split(rng)
        params, state = update(params, state, k, batch)

if __name__ == '__main__':
    app.run(main)
