import torch
import onnx
import onnxruntime as ort
from unet import UNet

net = UNet(3, 1)
net.load_state_dict(torch.load("checkpoints/epoch_50.pth", map_location="cpu"))
net.eval()
dummy = torch.randn(1, 3, 512, 512)
torch.onnx.export(net, dummy, "unet.onnx", opset_version=17, input_names=["image"], output_names=["mask"], training=torch.onnx.TrainingMode.EVAL)
onnx.checker.check_model(onnx.load("unet.onnx"))
d = (ort.InferenceSession("unet.onnx").run(None, {"image": dummy.numpy()})[0] - net(dummy).detach().numpy()).max()
print("max diff", d)
