# CS 4780 project 1
import numpy as np
def load():
    d = np.genfromtxt('train.csv', delimiter=',')
    return d[:, :-1], np.where(d[:, -1] > 0, 1, -1)
def perceptron(xs, ys, T=100):
    w = np.zeros(xs.shape[1]); b = 0.
    for t in range(T):
        m = 0
        for x, y in zip(xs, ys):
            if y * (w @ x + b) <= 0:
                w = w + y * x
                b = b + y
                m += 1
        if m == 0: break
    return w, b
if __name__ == '__main__':
    X, Y = load()
    print(perceptron(X, Y))
