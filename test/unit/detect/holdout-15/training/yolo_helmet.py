from ultralytics import YOLO
import torch
import yaml
import os

# workaround windows
os.environ['KMP_DUPLICATE_LIB_OK'] = 'TRUE'

if __name__ == '__main__':
    print(torch.cuda.is_available())
    with open('helmet.yaml') as f:
        d = yaml.safe_load(f)
    print('classes:', d['names'])
    # 加载预训练模型
    model = YOLO('yolov8s.pt')
    # model = YOLO('runs/detect/train3/weights/last.pt')
    results = model.train(data='helmet.yaml', epochs=150, imgsz=640, batch=16, device=0, workers=0, patience=30,
                          optimizer='SGD', lr0=0.01, cos_lr=True, close_mosaic=10, project='runs/helmet')
    metrics = model.val()
    print(metrics.box.map50)
    model.export(format='onnx', opset=12)
