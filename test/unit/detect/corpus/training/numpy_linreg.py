import numpy as np

def compute_cost(x, y, theta):
    return np.sum((x.dot(theta) - y) ** 2) / (2 * len(y))

def gradient_descent(x, y, theta, alpha, num_iters):
    J = []
    for i in range(num_iters):
        grad = x.T.dot(x.dot(theta) - y) / len(y)
        theta = theta - alpha * grad
        J.append(compute_cost(x, y, theta))
    return theta, J

data = np.loadtxt('ex1data1.txt', delimiter=',')
X = np.c_[np.ones(len(data)), data[:, 0]]
theta, J = gradient_descent(X, data[:, 1], np.zeros(2), 0.01, 1500)
print(theta)
