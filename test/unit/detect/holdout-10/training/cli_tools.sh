#!/bin/bash
yolo detect train data=coco.yaml model=yolov8n.pt epochs=100 imgsz=640
