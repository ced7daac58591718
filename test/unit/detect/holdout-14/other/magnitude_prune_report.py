import csv
import torch
import torch.nn.utils.prune as prune
from models import resnet20
from data import cifar_test_loader

device = "cuda" if torch.cuda.is_available() else "cpu"


@torch.no_grad()
def evaluate(model, loader):
    model.eval()
    hits = n = 0
    for x, y in loader:
        hits += (model(x.to(device)).argmax(-1) == y.to(device)).sum().item()
        n += len(y)
    return 100 * hits / n


def sparsity(model):
    zeros = sum((p == 0).sum().item() for p in model.parameters())
    return zeros / sum(p.numel() for p in model.parameters())


rows = []
for amount in [0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9]:
    model = resnet20().to(device)
    model.load_state_dict(torch.load("checkpoints/resnet20.pt", map_location=device))
    targets = [(m, "weight") for m in model.modules() if isinstance(m, (torch.nn.Conv2d, torch.nn.Linear))]
    prune.global_unstructured(targets, pruning_method=prune.L1Unstructured, amount=amount)
    for m, name in targets:
        prune.remove(m, name)
    acc = evaluate(model, cifar_test_loader())
    rows.append((amount, sparsity(model), acc))
    print(f"{amount:.1f} -> {acc:.2f}%")

with open("prune.csv", "w", newline="") as f:
    csv.writer(f).writerows([("amount", "sparsity", "accuracy"), *rows])
