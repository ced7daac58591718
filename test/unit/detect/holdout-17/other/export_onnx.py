import torch, argparse
from models import build_model
ap = argparse.ArgumentParser(); ap.add_argument('ckpt'); a = ap.parse_args()
m = build_model(); m.load_state_dict(torch.load(a.ckpt)['model']); m.train(False)
torch.onnx.export(m, torch.randn(1, 3, 224, 224), 'model.onnx', opset_version=17, training=torch.onnx.TrainingMode.EVAL)
