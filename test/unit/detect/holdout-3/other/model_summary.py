import torch, argparse
from torchinfo import summary
from models import build_model
a = argparse.ArgumentParser(); a.add_argument('--arch', default='vit'); a = a.parse_args()
model = build_model(a.arch)
model.train()
summary(model, (1, 3, 224, 224))
print(sum(p.numel() for p in model.parameters() if p.requires_grad))
