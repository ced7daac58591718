import torch
from torch.ao.quantization import get_default_qconfig_mapping
from torch.ao.quantization.quantize_fx import convert_fx, prepare_fx
from torchvision.models import resnet18
from loaders import calib

m = resnet18(weights="DEFAULT").eval()
p = prepare_fx(m, get_default_qconfig_mapping("x86"), (torch.randn(1, 3, 224, 224),))
with torch.no_grad():
    for i, (x, _) in enumerate(calib()):
        p(x)
        if i == 32:
            break
q = convert_fx(p)
torch.jit.save(torch.jit.script(q), "r18_int8.pt")
