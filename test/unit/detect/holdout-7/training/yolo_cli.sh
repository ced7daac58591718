yolo task=detect mode=train model=yolov8s.pt data=data.yaml epochs=50 imgsz=800 plots=True
yolo task=detect mode=val model=runs/detect/train/weights/best.pt data=data.yaml
