import torch
from pieces import enc, dec, disc, batches, losses
opts = [torch.optim.Adam(m.parameters(), 2e-4) for m in (enc, dec, disc)]
for it, b in enumerate(batches):
    for o in opts: o.zero_grad()
    L = losses(enc, dec, disc, b)
    sum(L.values()).backward()
    for o in opts: o.step()
