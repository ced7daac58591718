"""Influence of training points by LiSSA; the model is fixed."""
import torch
from torch.func import functional_call, grad, hvp, vmap
from model import Net
from data import train_set, test_set

model = Net()
model.load_state_dict(torch.load("net.pt"))
params = {k: v.detach() for k, v in model.named_parameters()}


def loss_fn(params, x, y):
    return torch.nn.functional.cross_entropy(functional_call(model, params, (x[None],)), y[None])


def hessian_vector(x, y, v):
    g = lambda p: grad(loss_fn)(p, x, y)
    return torch.func.jvp(g, (params,), (v,))[1]


xt, yt = test_set[0]
v = grad(loss_fn)(params, xt, torch.tensor(yt))
estimate = {k: t.clone() for k, t in v.items()}
damp, scale = 0.01, 25.0
for step in range(1000):
    x, y = train_set[torch.randint(len(train_set), ()).item()]
    h = hessian_vector(x, torch.tensor(y), estimate)
    estimate = {k: v[k] + (1 - damp) * estimate[k] - h[k] / scale for k in v}
    if step % 100 == 0:
        print(step, sum(t.norm() for t in estimate.values()).item())

per_sample = vmap(grad(loss_fn), in_dims=(None, 0, 0))
X = torch.stack([x for x, _ in train_set])[:1000]
Y = torch.tensor([y for _, y in train_set])[:1000]
grads = per_sample(params, X, Y)
influence = -sum((grads[k] * estimate[k]).flatten(1).sum(1) for k in params)
print(influence.topk(10))
