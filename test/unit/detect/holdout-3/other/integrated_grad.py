from captum.attr import IntegratedGradients
import torch
from model import load
m = load('m.pt').eval(); ig = IntegratedGradients(m)
for x, y in torch.load('samples.pt'):
    a = ig.attribute(x, target=y, n_steps=50)
    print(a.abs().mean())
