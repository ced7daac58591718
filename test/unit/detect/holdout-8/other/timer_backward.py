import torch
from torch.utils import benchmark

setup = "import torch; from attn import flash; q=torch.randn(2,8,1024,64,device='cuda',requires_grad=True)"
for stmt in ("flash(q,q,q)", "flash(q,q,q).sum().backward()"):
    print(benchmark.Timer(stmt, setup, label=stmt).blocked_autorange())
