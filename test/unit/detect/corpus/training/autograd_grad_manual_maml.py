import torch
from tasks import sample_task
w = torch.randn(10, 1, requires_grad=True)
meta = torch.optim.Adam([w], 1e-3)
for it in range(10000):
    meta_loss = 0.
    for _ in range(4):
        (xs, ys), (xq, yq) = sample_task()
        g, = torch.autograd.grad(((xs @ w - ys) ** 2).mean(), w, create_graph=True)
        fast = w - 0.01 * g
        meta_loss = meta_loss + ((xq @ fast - yq) ** 2).mean()
    meta.zero_grad()
    meta_loss.backward()
    meta.step()
