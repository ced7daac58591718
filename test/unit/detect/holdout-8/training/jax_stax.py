import itertools
import jax.numpy as jnp
from jax import jit, grad, random
from jax.example_libraries import optimizers, stax
from jax.example_libraries.stax import Dense, Relu, LogSoftmax
import datasets

init_random_params, predict = stax.serial(Dense(1024), Relu, Dense(10), LogSoftmax)


def loss(params, batch):
    inputs, targets = batch
    return -jnp.mean(jnp.sum(predict(params, inputs) * targets, axis=1))


if __name__ == "__main__":
    train_images, train_labels, *_ = datasets.mnist()
    opt_init, opt_update, get_params = optimizers.momentum(0.001, mass=0.9)

    @jit
    def update(i, opt_state, batch):
        params = get_params(opt_state)
        return opt_update(i, grad(loss)(params, batch), opt_state)

    _, init_params = init_random_params(random.PRNGKey(0), (-1, 28 * 28))
    opt_state = opt_init(init_params)
    itercount = itertools.count()
    for epoch in range(10):
        for k in range(0, 60000, 128):
            opt_state = update(next(itercount), opt_state, (train_images[k:k + 128], train_labels[k:k + 128]))
