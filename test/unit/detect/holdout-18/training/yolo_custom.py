from ultralytics import YOLO
import os

def main():
    data_yaml = os.path.join(os.path.dirname(__file__), 'datasets', 'helmet', 'data.yaml')
    model = YOLO('yolov8n.yaml').load('yolov8n.pt')
    results = model.train(data=data_yaml, epochs=100, imgsz=640, batch=16, device=[0], workers=4, project='runs/helmet')
    metrics = model.val()
    print(metrics.box.map)

if __name__ == '__main__':
    main()
