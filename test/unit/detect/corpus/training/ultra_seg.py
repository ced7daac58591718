from ultralytics import YOLO, settings
settings.update({'wandb': False})
if __name__ == '__main__':
    net = YOLO('yolo11n-seg.yaml')
    net.train(data='crack-seg.yaml', epochs=100, imgsz=640, batch=16, device=[0, 1])
    net.val()
