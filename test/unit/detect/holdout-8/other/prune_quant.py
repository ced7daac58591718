import torch
import torch.nn.utils.prune as prune
from torchvision.models import mobilenet_v3_small

m = mobilenet_v3_small(weights="DEFAULT").eval()
for mod in m.modules():
    if isinstance(mod, torch.nn.Conv2d):
        prune.l1_unstructured(mod, "weight", amount=0.3)
        prune.remove(mod, "weight")
q = torch.ao.quantization.quantize_dynamic(m, {torch.nn.Linear}, dtype=torch.qint8)
torch.jit.save(torch.jit.script(q), "m.pt")
