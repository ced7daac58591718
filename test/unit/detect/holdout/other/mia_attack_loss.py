import torch, numpy as np
from target import load, members, others
m = load('victim.pt').eval()
def losses(ds):
    with torch.no_grad(): return [torch.nn.functional.cross_entropy(m(x[None]), torch.tensor([y])).item() for x, y in ds]
tr, te = losses(members), losses(others)
print(np.mean(np.array(tr) < np.median(te)))
