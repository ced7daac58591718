import functools
import haiku as hk
import jax
import optax
from absl import app, flags
import dataset

FLAGS = flags.FLAGS
flags.DEFINE_integer('train_steps', 100000, '')

def main(_):
    net = hk.transform(lambda x: hk.nets.MLP([300, 100, 10])(x))
    opt = optax.adam(1e-3)
    def loss(params, rng, b):
        return optax.softmax_cross_entropy(net.apply(params, rng, b[0]), b[1]).mean()
    @jax.jit
    def sgd_step(params, opt_state, rng, b):
        g = jax.grad(loss)(params, rng, b)
        up, opt_state = opt.update(g, opt_state)
        return optax.apply_updates(params, up), opt_state
    rng = jax.random.PRNGKey(1)
    it = dataset.load('train')
    params = net.init(rng, next(it)[0])
    st = opt.init(params)
    for s in range(FLAGS.train_steps):
        params, st = sgd_step(params, st, rng, next(it))

if __name__ == '__main__':
    app.run(main)
