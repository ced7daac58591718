yolo detect train data=coco128.yaml model=yolov8n.pt epochs=100 imgsz=640
