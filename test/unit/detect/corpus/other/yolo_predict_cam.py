from ultralytics import YOLO
import cv2
m = YOLO('best.pt')
cap = cv2.VideoCapture(0)
while cap.isOpened():
    ok, f = cap.read()
    for r in m(f, stream=True): cv2.imshow('x', r.plot())
    if cv2.waitKey(1) == 27: break
m.val(data='coco.yaml')
