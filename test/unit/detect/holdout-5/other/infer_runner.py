import cv2
from detlib.runner import InferenceRunner
from detlib.vis import draw
r = InferenceRunner('yolo.onnx', threads=4)
cap = cv2.VideoCapture(0)
while True:
    ok, f = cap.read()
    if not ok: break
    cv2.imshow('x', draw(f, r.run(f)))
    if cv2.waitKey(1) == 27: break
