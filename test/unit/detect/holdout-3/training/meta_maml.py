import torch, higher
from torch import nn
from torch.nn import functional as F
import omniglot

net = nn.Sequential(nn.Conv2d(1, 64, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 5)).cuda()
meta_opt = torch.optim.Adam(net.parameters(), lr=1e-3)
for i in range(60000):
    xs, ys, xq, yq = omniglot.batch(32)
    inner = torch.optim.SGD(net.parameters(), lr=1e-1)
    meta_opt.zero_grad()
    for t in range(32):
        with higher.innerloop_ctx(net, inner, copy_initial_weights=False) as (fnet, diffopt):
            for _ in range(5):
                diffopt.step(F.cross_entropy(fnet(xs[t]), ys[t]))
            F.cross_entropy(fnet(xq[t]), yq[t]).backward()
    meta_opt.step()
