import argparse
import torch
from train import build_model

p = argparse.ArgumentParser()
p.add_argument("--ckpt", required=True)
p.add_argument("--opset", type=int, default=17)
a = p.parse_args()
m = build_model()
m.load_state_dict(torch.load(a.ckpt)["model"])
m.eval()
torch.onnx.export(m, torch.randn(1, 3, 224, 224), "m.onnx", opset_version=a.opset, training=torch.onnx.TrainingMode.EVAL)
