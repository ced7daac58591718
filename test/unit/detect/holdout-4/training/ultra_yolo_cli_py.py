from ultralytics import YOLO
if __name__ == '__main__':
    model = YOLO('yolov8n.yaml').load('yolov8n.pt')
    results = model.train(data='coco128.yaml', epochs=100, imgsz=640, device=[0, 1])
    model.val()
    model.export(format='onnx')
