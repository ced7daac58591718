import torch
from torch.utils.checkpoint import checkpoint
from blocks import make_blocks

for use in (False, True):
    torch.cuda.reset_peak_memory_stats()
    x = torch.randn(16, 512, 1024, device="cuda", requires_grad=True)
    h = x
    for b in make_blocks(24):
        h = checkpoint(b, h, use_reentrant=False) if use else b(h)
    h.sum().backward()
    print(use, torch.cuda.max_memory_allocated() >> 20)
