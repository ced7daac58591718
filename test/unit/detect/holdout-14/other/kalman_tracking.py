import numpy as np
import cv2


class Kalman:
    def __init__(self, dt=1.0):
        self.F = np.eye(4) + np.diag([dt, dt], 2)
        self.H = np.eye(2, 4)
        self.x = np.zeros(4)
        self.P = np.eye(4) * 100
        self.Q, self.R = np.eye(4) * 0.01, np.eye(2)

    def predict(self):
        self.x = self.F @ self.x
        self.P = self.F @ self.P @ self.F.T + self.Q

    def update(self, z):
        error = z - self.H @ self.x
        S = self.H @ self.P @ self.H.T + self.R
        K = self.P @ self.H.T @ np.linalg.inv(S)
        self.x = self.x + K @ error
        self.P = (np.eye(4) - K @ self.H) @ self.P


tracker = Kalman()
capture = cv2.VideoCapture("ball.mp4")
background = None
alpha = 0.02
while True:
    ok, frame = capture.read()
    if not ok:
        break
    gray = cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(float)
    if background is None:
        background = gray
    background = background - alpha * (background - gray)
    mask = np.abs(gray - background) > 30
    tracker.predict()
    if mask.any():
        tracker.update(np.argwhere(mask).mean(0)[::-1])
    print(tracker.x[:2])
