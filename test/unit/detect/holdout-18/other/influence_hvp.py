import torch
from torch.autograd import grad
from net import load
from data import test_point, train_set

model = load("model.pt")
params = [p for p in model.parameters() if p.requires_grad]


def hvp(y, w, v):
    first = grad(y, w, retain_graph=True, create_graph=True)
    return grad(sum((g * x).sum() for g, x in zip(first, v)), w)


v = grad(model.loss(*test_point()), params)
h = list(v)
for i, (x, y) in enumerate(train_set()):
    hv = hvp(model.loss(x, y), params, h)
    h = [a + 0.99 * b - c / 25.0 for a, b, c in zip(v, h, hv)]
    if i == 5000:
        break
torch.save(h, "s_test.pt")
