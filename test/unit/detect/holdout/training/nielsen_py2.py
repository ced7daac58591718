import random, numpy as np
from mnist_loader import load
class Network(object):
    def __init__(self, sizes):
        self.biases = [np.random.randn(y, 1) for y in sizes[1:]]
        self.weights = [np.random.randn(y, x) for x, y in zip(sizes[:-1], sizes[1:])]
    def SGD(self, training_data, epochs, mini_batch_size, eta):
        for j in xrange(epochs):
            random.shuffle(training_data)
            for k in xrange(0, len(training_data), mini_batch_size):
                self.update_mini_batch(training_data[k:k+mini_batch_size], eta)
            print "Epoch {0} complete".format(j)
    def update_mini_batch(self, mini_batch, eta):
        nabla_b, nabla_w = self.backprop_all(mini_batch)
        self.weights = [w-(eta/len(mini_batch))*nw for w, nw in zip(self.weights, nabla_w)]
        self.biases = [b-(eta/len(mini_batch))*nb for b, nb in zip(self.biases, nabla_b)]
net = Network([784, 30, 10])
net.SGD(load(), 30, 10, 3.0)
