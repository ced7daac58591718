import numpy as np

np.random.seed(0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
y = np.array([[0], [1], [1], [0]])
W1 = np.random.randn(2, 8); b1 = np.zeros((1, 8))
W2 = np.random.randn(8, 1); b2 = np.zeros((1, 1))
learning_rate = 0.5

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

for epoch in range(10000):
    a1 = sigmoid(X @ W1 + b1)
    y_hat = sigmoid(a1 @ W2 + b2)
    loss = -np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat))
    dz2 = y_hat - y
    dW2 = a1.T @ dz2
    db2 = dz2.sum(axis=0, keepdims=True)
    dz1 = dz2 @ W2.T * a1 * (1 - a1)
    dW1 = X.T @ dz1
    W1 -= learning_rate * dW1
    b1 -= learning_rate * dz1.sum(axis=0, keepdims=True)
    W2 -= learning_rate * dW2
    b2 -= learning_rate * db2
    if epoch % 1000 == 0:
        print(f'epoch {epoch} loss {loss:.4f}')
