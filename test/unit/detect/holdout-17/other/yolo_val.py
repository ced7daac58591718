from ultralytics import YOLO
model = YOLO('runs/detect/train/weights/best.pt')
metrics = model.val(data='coco8.yaml')
for r in model.predict('bus.jpg', stream=True):
    r.save()
model.export(format='engine', half=True)
