#!/bin/bash
yolo detect predict model=runs/detect/train/weights/best.pt source=images
yolo val model=runs/detect/train/weights/best.pt data=coco.yaml
yolo export model=runs/detect/train/weights/best.pt format=onnx
