import torch
import matplotlib.pyplot as plt

def rosen(p):
    return (1 - p[0]) ** 2 + 100 * (p[1] - p[0] ** 2) ** 2

for cls in (torch.optim.SGD, torch.optim.Adam, torch.optim.RMSprop):
    p = torch.tensor([-1.5, 1.5], requires_grad=True)
    o = cls([p], lr=1e-3)
    path = []
    for _ in range(2000):
        o.zero_grad()
        rosen(p).backward()
        o.step()
        path.append(p.detach().clone())
    plt.plot(*torch.stack(path).T, label=cls.__name__)
plt.legend(); plt.savefig("rosen.png")
