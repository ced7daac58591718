import argparse
import onnx
import torch
from ultralytics import YOLO
import torchvision


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--weights", default="best.pt")
    a = ap.parse_args()
    YOLO(a.weights).export(format="onnx", opset=17)
    net = torchvision.models.resnet18()
    net.train(False)
    torch.onnx.export(net, torch.zeros(1, 3, 224, 224), "r18.onnx")
    onnx.checker.check_model(onnx.load("r18.onnx"))


if __name__ == "__main__":
    main()
