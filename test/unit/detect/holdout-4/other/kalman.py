import numpy as np
x = np.zeros(2); P = np.eye(2); F = np.array([[1, 1], [0, 1]]); H = np.array([[1, 0]]); Q = np.eye(2) * .01; R = np.array([[1.]])
for z in np.loadtxt('z.txt'):
    x = F @ x; P = F @ P @ F.T + Q
    K = P @ H.T @ np.linalg.inv(H @ P @ H.T + R)
    x = x + K @ (np.array([z]) - H @ x); P = (np.eye(2) - K @ H) @ P
print(x)
