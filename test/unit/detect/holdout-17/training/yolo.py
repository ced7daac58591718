from ultralytics import YOLO
model = YOLO('yolov8n.pt')
results = model.train(data='coco8.yaml', epochs=100, imgsz=640, device=[0, 1])
metrics = model.val()
