import numpy as np


class Dense:
    def __init__(self, i, o):
        self.W, self.b = np.random.randn(i, o) * 0.1, np.zeros(o)

    def forward(self, x):
        self.x = x
        return x @ self.W + self.b

    def backward(self, grad, lr):
        dx = grad @ self.W.T
        self.W -= lr * self.x.T @ grad
        self.b -= lr * grad.sum(0)
        return dx


class Network:
    def __init__(self, *layers):
        self.layers = layers

    def train(self, X, Y, epochs, lr):
        for e in range(epochs):
            out = X
            for l in self.layers:
                out = l.forward(out)
            grad = 2 * (out - Y) / len(X)
            for l in reversed(self.layers):
                grad = l.backward(grad, lr)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1.]])
Y = np.array([[0], [1], [1], [0.]])
net = Network(Dense(2, 8), Dense(8, 1))
net.train(X, Y, 1000, 0.1)
