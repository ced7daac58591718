import sys
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from vae import LitVAE

ckpt = sys.argv[1]
m = LitVAE.load_from_checkpoint(ckpt, map_location="cpu").eval()
m.to_onnx("vae.onnx", torch.randn(1, 3, 64, 64), export_params=True, opset_version=17)
quantize_dynamic("vae.onnx", "vae.int8.onnx", weight_type=QuantType.QInt8)
