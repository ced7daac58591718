import torch
from torch.ao.quantization import get_default_qconfig, prepare, convert
from data import calib_loader
from model import load_pretrained

model = load_pretrained("resnet18").eval()
model.fuse_model()
model.qconfig = get_default_qconfig("fbgemm")
prepare(model, inplace=True)
with torch.inference_mode():
    for i, (img, _) in enumerate(calib_loader):
        model(img)
        if i == 32:
            break
convert(model, inplace=True)
torch.jit.save(torch.jit.script(model), "resnet18_int8.pt")
