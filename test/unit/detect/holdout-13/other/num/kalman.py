import numpy as np

A, H = np.array([[1, 1], [0, 1]]), np.array([[1, 0]])
Q, R = np.eye(2) * 1e-3, np.array([[0.5]])
x, P = np.zeros((2, 1)), np.eye(2)
for z in np.cumsum(np.random.randn(100)):
    x = A @ x
    P = A @ P @ A.T + Q
    K = P @ H.T @ np.linalg.inv(H @ P @ H.T + R)
    x = x + K @ (z - H @ x)
    P = (np.eye(2) - K @ H) @ P
    print(x.ravel())
