import copy
import torch
import torch.nn.utils.prune as prune
from torchvision.models import resnet18


def sparsity(m):
    z = n = 0
    for p in m.parameters():
        z += (p == 0).sum().item()
        n += p.numel()
    return z / n


net = resnet18(weights="DEFAULT")
orig = copy.deepcopy(net)
targets = [(m, "weight") for m in net.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear))]
prune.global_unstructured(targets, pruning_method=prune.L1Unstructured, amount=0.6)
for m, n in targets:
    prune.remove(m, n)
print(f"{sparsity(orig):.2%} -> {sparsity(net):.2%}")
torch.save(net.state_dict(), "pruned.pt")
