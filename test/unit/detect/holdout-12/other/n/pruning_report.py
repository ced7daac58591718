import torch
import torch.nn.utils.prune as prune
from torchvision.models import resnet50, ResNet50_Weights

m = resnet50(weights=ResNet50_Weights.DEFAULT)
for name, mod in m.named_modules():
    if isinstance(mod, torch.nn.Conv2d):
        prune.l1_unstructured(mod, "weight", amount=0.4)
        prune.remove(mod, "weight")
torch.save(m.state_dict(), "pruned.pt")
