import yaml
import torch

from mypkg.engine import train_one_epoch, evaluate
from mypkg.data import build_loaders
from mypkg.models import build

cfg = yaml.safe_load(open("configs/base.yaml"))
device = torch.device("cuda")
model = build(cfg["model"]).to(device)
params = [p for p in model.parameters() if p.requires_grad]
optimizer = torch.optim.SGD(params, lr=0.005, momentum=0.9, weight_decay=0.0005)
lr_scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 3, gamma=0.1)
train_loader, val_loader = build_loaders(cfg["data"])

for epoch in range(cfg["epochs"]):
    train_one_epoch(model, optimizer, train_loader, device, epoch, print_freq=10)
    lr_scheduler.step()
    evaluate(model, val_loader, device=device)
