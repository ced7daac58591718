from absl import app, flags
import jax, optax
from flax import linen as nn
from flax.training import train_state
import input_pipeline

FLAGS = flags.FLAGS
flags.DEFINE_integer('num_epochs', 10, 'epochs')


class CNN(nn.Module):
    @nn.compact
    def __call__(self, x):
        return nn.Dense(10)(x.reshape((x.shape[0], -1)))


@jax.jit
def apply_model(state, images, labels):
    def loss_fn(params):
        logits = state.apply_fn({'params': params}, images)
        return optax.softmax_cross_entropy(logits, jax.nn.one_hot(labels, 10)).mean()
    return jax.value_and_grad(loss_fn)(state.params)


def main(argv):
    cnn = CNN()
    params = cnn.init(jax.random.PRNGKey(0), jax.numpy.ones([1, 28, 28, 1]))['params']
    state = train_state.TrainState.create(apply_fn=cnn.apply, params=params, tx=optax.sgd(0.1))
    for epoch in range(FLAGS.num_epochs):
        for batch in input_pipeline.batches():
            loss, grads = apply_model(state, batch['image'], batch['label'])
            state = state.apply_gradients(grads=grads)


if __name__ == '__main__':
    app.run(main)
