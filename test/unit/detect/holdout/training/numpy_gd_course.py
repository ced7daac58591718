# Машинное обучение, ДЗ 1
import numpy as np
def J(X, y, theta): return ((X.dot(theta) - y) ** 2).sum() / (2 * len(y))
def gradientDescent(X, y, theta, alpha, iterations):
    hist = []
    m = len(y)
    for _ in range(iterations):
        theta = theta - (alpha / m) * X.T.dot(X.dot(theta) - y)
        hist.append(J(X, y, theta))
    return theta, hist
data = np.loadtxt('ex1data1.txt', delimiter=',')
X = np.c_[np.ones(len(data)), data[:, 0]]
print(gradientDescent(X, data[:, 1], np.zeros(2), .01, 1500)[0])
