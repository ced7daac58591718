import sys
import torch
from train import build_model, validate, get_val_loader

model = build_model()
model.load_state_dict(torch.load(sys.argv[1]))
print(validate(model, get_val_loader()))
