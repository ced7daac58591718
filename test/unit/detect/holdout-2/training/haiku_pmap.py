import functools
import haiku as hk, jax, jax.numpy as jnp, optax
from absl import app, flags
import dataset

FLAGS = flags.FLAGS
flags.DEFINE_integer('num_steps', 10000, '')
flags.DEFINE_float('lr', 1e-3, '')

def net_fn(x):
    return hk.nets.MLP([300, 100, 10])(x)

class Updater:
    def __init__(self, net, opt):
        self._net, self._opt = net, opt
    @functools.partial(jax.jit, static_argnums=0)
    def update(self, state, batch):
        def loss(p):
            return -jnp.mean(jax.nn.log_softmax(self._net.apply(p, batch['x']))[jnp.arange(len(batch['y'])), batch['y']])
        l, g = jax.value_and_grad(loss)(state['params'])
        upd, o = self._opt.update(g, state['opt'])
        return {'params': optax.apply_updates(state['params'], upd), 'opt': o}, {'loss': l}

def main(_):
    net = hk.without_apply_rng(hk.transform(net_fn))
    up = Updater(net, optax.adam(FLAGS.lr))
    ds = dataset.load(128)
    p = net.init(jax.random.PRNGKey(1), next(ds)['x'])
    state = {'params': p, 'opt': up._opt.init(p)}
    for step, b in zip(range(FLAGS.num_steps), ds):
        state, m = up.update(state, b)

if __name__ == '__main__':
    app.run(main)
