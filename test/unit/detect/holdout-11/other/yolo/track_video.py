import cv2
from ultralytics import YOLO

model = YOLO("runs/detect/train/weights/best.pt")
cap = cv2.VideoCapture("drone.mp4")
while cap.isOpened():
    ok, frame = cap.read()
    if not ok:
        break
    cv2.imshow("yolo", model.track(frame, persist=True)[0].plot())
    if cv2.waitKey(1) & 0xFF == ord("q"):
        break
