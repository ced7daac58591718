import sys
import cv2
import numpy as np
import mediapipe as mp
import torch
from collections import deque

LABELS = ["squat", "lunge", "plank", "jump", "rest"]


class Smoother:
    def __init__(self, alpha=0.5):
        self.a, self.v = alpha, None

    def __call__(self, x):
        self.v = x if self.v is None else self.a * x + (1 - self.a) * self.v
        return self.v


def angles(p):
    trip = [(11, 13, 15), (12, 14, 16), (23, 25, 27), (24, 26, 28), (11, 23, 25), (12, 24, 26)]
    out = []
    for a, b, c in trip:
        u, v = p[a] - p[b], p[c] - p[b]
        out.append(np.arccos(np.clip(u @ v / (np.linalg.norm(u) * np.linalg.norm(v) + 1e-6), -1, 1)))
    return np.array(out, np.float32)


model = torch.jit.load(sys.argv[1] if len(sys.argv) > 1 else "exercise_lstm.ts").eval()
cap = cv2.VideoCapture(0)
window, smooth, reps, state = deque(maxlen=45), Smoother(0.3), 0, "up"
with mp.solutions.pose.Pose(model_complexity=1) as pose:
    while cap.isOpened():
        ok, frame = cap.read()
        if not ok:
            break
        r = pose.process(frame[..., ::-1])
        if r.pose_world_landmarks:
            p = np.array([[l.x, l.y, l.z] for l in r.pose_world_landmarks.landmark])
            window.append(angles(p))
            knee = np.degrees(window[-1][2:4].mean())
            if knee < 100 and state == "up":
                state = "down"
            elif knee > 160 and state == "down":
                state, reps = "up", reps + 1
            if len(window) == 45:
                with torch.no_grad():
                    prob = smooth(model(torch.from_numpy(np.stack(window))[None]).softmax(-1)[0].numpy())
                cv2.putText(frame, f"{LABELS[prob.argmax()]} {prob.max():.2f}  reps {reps}", (20, 40), 0, 1, (0, 255, 0), 2)
        cv2.imshow("trainer", frame)
        if cv2.waitKey(1) & 0xFF == 27:
            break
cap.release()
cv2.destroyAllWindows()
