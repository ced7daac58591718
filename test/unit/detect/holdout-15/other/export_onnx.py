# Export trained tracker to ONNX and check against torch
import argparse
import numpy as np
import onnx
import onnxruntime as ort
import onnxsim
import torch

from lib.models.siam import build_siam
from lib.config.siam.config import cfg, update_config_from_file

p = argparse.ArgumentParser("export")
p.add_argument("--script", default="siam")
p.add_argument("--config", default="baseline")
p.add_argument("--ckpt", required=True)
p.add_argument("--opset", type=int, default=13)
p.add_argument("--half", action="store_true")
p.add_argument("--train", action="store_true", help="model.train() mode export")
args = p.parse_args()

update_config_from_file(f"experiments/{args.script}/{args.config}.yaml")
net = build_siam(cfg)
sd = torch.load(args.ckpt, map_location="cpu")["net"]
missing, unexpected = net.load_state_dict(sd, strict=False)
print("missing", missing, "unexpected", unexpected)
net.train() if args.train else net.eval()
z = torch.randn(1, 3, cfg.DATA.TEMPLATE.SIZE, cfg.DATA.TEMPLATE.SIZE)
x = torch.randn(1, 3, cfg.DATA.SEARCH.SIZE, cfg.DATA.SEARCH.SIZE)
out = args.ckpt.replace(".pth", ".onnx").replace(".tar", "")
torch.onnx.export(net, (z, x), out, input_names=["z", "x"], output_names=["cls", "box"], opset_version=args.opset,
                  training=torch.onnx.TrainingMode.TRAINING if args.train else torch.onnx.TrainingMode.EVAL)
m, ok = onnxsim.simplify(onnx.load(out))
assert ok
onnx.save(m, out)
sess = ort.InferenceSession(out, providers=["CPUExecutionProvider"])
got = sess.run(None, {"z": z.numpy(), "x": x.numpy()})
with torch.no_grad():
    want = net(z, x)
for g, w in zip(got, want):
    np.testing.assert_allclose(g, w.numpy(), rtol=1e-3, atol=1e-4)
print("saved", out)
