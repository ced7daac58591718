import time
import torch
from torch import nn

m = nn.TransformerEncoderLayer(512, 8, batch_first=True).cuda().half().eval()
x = torch.randn(32, 128, 512, device="cuda", dtype=torch.half)


def bench(fn, iters=100):
    for _ in range(10):
        fn()
    torch.cuda.synchronize()
    t = time.perf_counter()
    for _ in range(iters):
        fn()
    torch.cuda.synchronize()
    return (time.perf_counter() - t) / iters


with torch.inference_mode():
    print("fwd", bench(lambda: m(x)))
