import torch
from pyhessian import hessian
from utils import get_loader, load_resnet

model = load_resnet("ckpt.pt").cuda().eval()
criterion = torch.nn.CrossEntropyLoss()
loader = get_loader(batch_size=200, train=True)
x, y = next(iter(loader))
h = hessian(model, criterion, data=(x.cuda(), y.cuda()), cuda=True)
print("top eigenvalues", h.eigenvalues(top_n=3)[0], "trace", sum(h.trace()) / 100)

# loss along a random direction
direction = [torch.randn_like(p) for p in model.parameters()]
weights = [p.data.clone() for p in model.parameters()]
curve = []
for alpha in torch.linspace(-1, 1, 41):
    for p, w, d in zip(model.parameters(), weights, direction):
        p.data = w - alpha * d * w.norm() / d.norm()
    with torch.no_grad():
        curve.append(criterion(model(x.cuda()), y.cuda()).item())
print(curve)
