import torch, argparse
from train import build_model
p = argparse.ArgumentParser(); p.add_argument('--weights'); a = p.parse_args()
net = build_model(); net.load_state_dict(torch.load(a.weights)); net.eval()
torch.onnx.export(net, torch.randn(1, 3, 224, 224), 'm.onnx', opset_version=17)
