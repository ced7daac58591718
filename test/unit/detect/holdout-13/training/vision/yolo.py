from ultralytics import YOLO, settings

settings.update({"wandb": False})

if __name__ == "__main__":
    net = YOLO("yolo11n-seg.pt")
    net.train(data="carparts-seg.yaml", epochs=100, imgsz=640, device=[0, 1], batch=32)
    net.val()
    net.export(format="onnx")
