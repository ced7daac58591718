from collections import defaultdict
import cv2
import numpy as np
from ultralytics import YOLO, solutions

model = YOLO('runs/detect/train12/weights/best.pt')
cap = cv2.VideoCapture('rtsp://10.0.0.14:554/ch1')
assert cap.isOpened()
w, h, fps = (int(cap.get(x)) for x in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FPS))
line = [(20, int(h * .6)), (w - 20, int(h * .6))]
out = cv2.VideoWriter('counted.avi', cv2.VideoWriter_fourcc(*'mp4v'), fps, (w, h))
hist = defaultdict(list)
counted = set()
while True:
    ok, frame = cap.read()
    if not ok:
        break
    r = model.track(frame, persist=True, classes=[2, 5, 7], conf=0.35, tracker='bytetrack.yaml', verbose=False)[0]
    if r.boxes.id is not None:
        for box, tid in zip(r.boxes.xywh.cpu(), r.boxes.id.int().tolist()):
            x, y = float(box[0]), float(box[1])
            t = hist[tid]
            t.append(y)
            if len(t) > 1 and (t[-2] - line[0][1]) * (t[-1] - line[0][1]) < 0 and tid not in counted:
                counted.add(tid)
            if len(t) > 30:
                t.pop(0)
    cv2.line(frame, *line, (0, 255, 0), 2)
    cv2.putText(frame, str(len(counted)), (40, 60), 0, 2, (0, 0, 255), 3)
    out.write(frame)
cap.release()
out.release()
print('cars', len(counted))
