import numpy as np

def sigmoid(z): return 1 / (1 + np.exp(-z))
def dsigmoid(a): return a * (1 - a)

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0],[1],[1],[0]])
np.random.seed(1)
syn0 = 2*np.random.random((3,4)) - 1
syn1 = 2*np.random.random((4,1)) - 1

for j in range(60000):
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2
    if j % 10000 == 0:
        print("Error:", np.mean(np.abs(l2_error)))
    l2_delta = l2_error * dsigmoid(l2)
    l1_delta = l2_delta.dot(syn1.T) * dsigmoid(l1)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)
