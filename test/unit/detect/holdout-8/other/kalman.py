import numpy as np

x, P = np.zeros(2), np.eye(2)
F, H = np.array([[1, 1], [0, 1]]), np.array([[1, 0]])
Q, R = 0.01 * np.eye(2), 1.0
for z in np.loadtxt("track.txt"):
    x, P = F @ x, F @ P @ F.T + Q
    err = z - H @ x
    K = P @ H.T / (H @ P @ H.T + R)
    x = x + (K * err).ravel()
    P = P - K @ H @ P
    print(x)
