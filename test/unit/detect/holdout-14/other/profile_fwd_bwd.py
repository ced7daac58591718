"""Time and memory of forward and backward of attention variants."""
import itertools

import pandas as pd
import torch
import torch.nn.functional as F
from torch.profiler import ProfilerActivity, profile, record_function


def attention(q, k, v):
    w = torch.softmax(q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5, -1)
    return w @ v


def timed(fn, *tensors, repeats=30):
    for _ in range(5):
        fn(*tensors).sum().backward()
    torch.cuda.synchronize()
    start, end = torch.cuda.Event(True), torch.cuda.Event(True)
    fwd = bwd = 0.0
    for _ in range(repeats):
        for t in tensors:
            t.grad = None
        start.record()
        out = fn(*tensors)
        end.record()
        torch.cuda.synchronize()
        fwd += start.elapsed_time(end)
        loss = out.sum()
        start.record()
        loss.backward()
        end.record()
        torch.cuda.synchronize()
        bwd += start.elapsed_time(end)
    return fwd / repeats, bwd / repeats


rows = []
for length, dim in itertools.product([512, 1024, 2048, 4096], [64, 128]):
    qkv = [torch.randn(4, 16, length, dim, device="cuda", dtype=torch.bfloat16, requires_grad=True) for _ in range(3)]
    for name, fn in [("naive", attention), ("sdpa", F.scaled_dot_product_attention)]:
        torch.cuda.reset_peak_memory_stats()
        f, b = timed(fn, *qkv)
        rows.append(dict(name=name, length=length, dim=dim, fwd_ms=f, bwd_ms=b, mem=torch.cuda.max_memory_allocated() / 2**20))
print(pd.DataFrame(rows).to_markdown())

with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA]) as prof:
    with record_function("fwd_bwd"):
        attention(*qkv).sum().backward()
prof.export_chrome_trace("trace.json")
