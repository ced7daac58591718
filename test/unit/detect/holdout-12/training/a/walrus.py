import torch
from problem import make_model, data

model, opt = make_model()

def train_step():
    opt.zero_grad(set_to_none=True)
    loss = model.nll(data)
    loss.backward()
    opt.step()
    return loss.item()

while (loss := train_step()) > 1e-3:
    print(loss)
