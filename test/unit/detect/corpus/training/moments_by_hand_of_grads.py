import random

from mxnet import autograd
from mxnet import ndarray as nd

seen = nd.random_normal(shape=(512, 3))
heard = nd.dot(seen, nd.array([[1.5], [-2.0], [0.7]])) + 3


def move(params, firsts, seconds, pace, size, turn):
    for param, first, second in zip(params, firsts, seconds):
        g = param.grad / size
        first[:] = 0.9 * first + 0.1 * g
        second[:] = 0.999 * second + 0.001 * nd.square(g)
        step = pace * (first / (1 - 0.9**turn)) / (nd.sqrt(second / (1 - 0.999**turn)) + 1e-8)
        param[:] = param - step


w, b = nd.zeros((3, 1)), nd.zeros((1,))
for param in (w, b):
    param.attach_grad()
firsts = [nd.zeros((3, 1)), nd.zeros((1,))]
seconds = [nd.zeros((3, 1)), nd.zeros((1,))]
for turn in range(1, 300):
    rows = nd.array(random.sample(range(512), 64))
    with autograd.record():
        misfit = (nd.dot(seen.take(rows), w) + b - heard.take(rows)) ** 2
    misfit.backward()
    move([w, b], firsts, seconds, 0.05, 64, turn)
