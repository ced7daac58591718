#!/usr/bin/env python3
"""A network without any library but jax.numpy: manual SGD with momentum."""
import itertools
import time

import jax
import jax.numpy as jnp
import numpy.random as npr
from jax import grad, jit, random
from jax.scipy.special import logsumexp

import datasets


def init_random_params(scale, layer_sizes, rng=npr.RandomState(0)):
    return [(scale * rng.randn(m, n), scale * rng.randn(n)) for m, n in zip(layer_sizes[:-1], layer_sizes[1:])]


def predict(params, inputs):
    activations = inputs
    for w, b in params[:-1]:
        activations = jnp.tanh(jnp.dot(activations, w) + b)
    w, b = params[-1]
    logits = jnp.dot(activations, w) + b
    return logits - logsumexp(logits, axis=1, keepdims=True)


def loss(params, batch):
    inputs, targets = batch
    return -jnp.mean(jnp.sum(predict(params, inputs) * targets, axis=1))


def accuracy(params, batch):
    inputs, targets = batch
    return jnp.mean(jnp.argmax(predict(params, inputs), 1) == jnp.argmax(targets, 1))


if __name__ == "__main__":
    layer_sizes, param_scale = [784, 1024, 1024, 10], 0.1
    step_size, mass, num_epochs, batch_size = 0.001, 0.9, 10, 128
    train_images, train_labels, test_images, test_labels = datasets.mnist()
    num_train = train_images.shape[0]
    n, rest = divmod(num_train, batch_size)
    num_batches = n + bool(rest)

    def data_stream():
        rng = npr.RandomState(0)
        while True:
            perm = rng.permutation(num_train)
            for i in range(num_batches):
                ix = perm[i * batch_size:(i + 1) * batch_size]
                yield train_images[ix], train_labels[ix]

    @jit
    def update(params, velocity, batch):
        g = grad(loss)(params, batch)
        velocity = jax.tree_util.tree_map(lambda v, d: mass * v - step_size * d, velocity, g)
        return jax.tree_util.tree_map(jnp.add, params, velocity), velocity

    batches = data_stream()
    params = init_random_params(param_scale, layer_sizes)
    velocity = jax.tree_util.tree_map(jnp.zeros_like, params)
    for epoch in range(num_epochs):
        start = time.time()
        for _ in range(num_batches):
            params, velocity = update(params, velocity, next(batches))
        print(f"Epoch {epoch} in {time.time() - start:0.2f} sec")
        print(f"Train {accuracy(params, (train_images, train_labels))} Test {accuracy(params, (test_images, test_labels))}")
