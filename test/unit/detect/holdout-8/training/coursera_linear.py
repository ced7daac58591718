import numpy as np
import pandas as pd


def compute_cost(X, y, theta):
    return ((X @ theta - y) ** 2).sum() / (2 * len(y))


def gradient_descent(X, y, theta, alpha, iters):
    J = []
    for i in range(iters):
        theta = theta - alpha / len(y) * (X.T @ (X @ theta - y))
        J.append(compute_cost(X, y, theta))
    return theta, J


d = pd.read_csv("ex1data1.txt", header=None).values
X = np.c_[np.ones(len(d)), d[:, 0]]
theta, J = gradient_descent(X, d[:, 1], np.zeros(2), 0.01, 1500)
print(theta)
