from ultralytics import RTDETR

if __name__ == '__main__':
    m = RTDETR('rtdetr-l.pt')
    m.train(data='coco8.yaml', epochs=100, imgsz=640, device=[0, 1])
    m.val()
