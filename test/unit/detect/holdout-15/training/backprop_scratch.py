# Neural network from scratch, following the Coursera assignment but my own digits
import numpy as np
import matplotlib.pyplot as plt
import h5py

np.random.seed(3)


def sigmoid(z): return 1 / (1 + np.exp(-z))
def relu(z): return np.maximum(0, z)


def init(dims):
    p = {}
    for l in range(1, len(dims)):
        p['W%d' % l] = np.random.randn(dims[l], dims[l - 1]) * np.sqrt(2. / dims[l - 1])
        p['b%d' % l] = np.zeros((dims[l], 1))
    return p


def forward(X, p):
    L = len(p) // 2
    A, caches = X, []
    for l in range(1, L + 1):
        Z = p['W%d' % l].dot(A) + p['b%d' % l]
        caches.append((A, Z))
        A = sigmoid(Z) if l == L else relu(Z)
    return A, caches


def backward(AL, Y, caches, p):
    g, m, L = {}, Y.shape[1], len(caches)
    dZ = AL - Y
    for l in reversed(range(1, L + 1)):
        A_prev, _ = caches[l - 1]
        g['dW%d' % l] = dZ.dot(A_prev.T) / m
        g['db%d' % l] = dZ.sum(axis=1, keepdims=True) / m
        if l > 1:
            dA = p['W%d' % l].T.dot(dZ)
            dZ = dA * (caches[l - 2][1] > 0)
    return g


def model(X, Y, dims, lr=0.0075, n=2500):
    p, costs = init(dims), []
    for i in range(n):
        AL, caches = forward(X, p)
        cost = -np.mean(Y * np.log(AL + 1e-8) + (1 - Y) * np.log(1 - AL + 1e-8))
        g = backward(AL, Y, caches, p)
        for l in range(1, len(dims)):
            p['W%d' % l] -= lr * g['dW%d' % l]
            p['b%d' % l] -= lr * g['db%d' % l]
        if i % 100 == 0:
            print("Cost after iteration %i: %f" % (i, cost))
            costs.append(cost)
    plt.plot(costs)
    plt.show()
    return p


f = h5py.File('datasets/train_catvnoncat.h5', 'r')
X = np.array(f['train_set_x'][:]).reshape(209, -1).T / 255.
Y = np.array(f['train_set_y'][:]).reshape(1, -1)
params = model(X, Y, [X.shape[0], 20, 7, 5, 1])
pred, _ = forward(X, params)
print("train acc", ((pred > 0.5) == Y).mean())
