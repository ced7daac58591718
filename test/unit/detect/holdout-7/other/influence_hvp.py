import torch
from torch.autograd import grad
from model import load_model, train_set, loss_fn

model = load_model("ckpt.pt")
params = [p for p in model.parameters() if p.requires_grad]


def hvp(y, v):
    g = grad(y, params, create_graph=True)
    return grad(sum((a * b).sum() for a, b in zip(g, v)), params)


v = grad(loss_fn(model, train_set[0]), params)
h = [t.clone() for t in v]
for i in range(100):
    hv = hvp(loss_fn(model, train_set[i]), h)
    h = [a + 0.99 * b - c / 25.0 for a, b, c in zip(v, h, hv)]
torch.save(h, "influence.pt")
