from ultralytics import YOLO, settings

settings.update({"wandb": False})


def main():
    model = YOLO("yolo11s.pt")
    results = model.train(data="drones.yaml", epochs=150, imgsz=960, batch=16, device=[0, 1], cache="ram")
    print(results.box.map50)
    model.val()


if __name__ == "__main__":
    main()
