from ultralytics import YOLO
from ultralytics.utils.benchmarks import benchmark

YOLO("best.pt").export(format="engine", half=True, imgsz=960)
YOLO("best.engine").val(data="drones.yaml", split="test")
benchmark(model="best.pt", data="coco8.yaml", imgsz=640, device=0)
