#!/bin/bash
cd /data/drones
yolo detect train data=drones.yaml model=yolov8m.pt epochs=100 imgsz=640 device=0,1,2,3
yolo export model=runs/detect/train/weights/best.pt format=onnx
