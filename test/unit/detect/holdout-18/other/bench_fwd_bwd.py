import time
import torch
from torch import nn
from model import GPT, GPTConfig

torch.set_float32_matmul_precision("high")
m = torch.compile(GPT(GPTConfig(block_size=1024)).cuda())
x = torch.randint(50304, (8, 1024), device="cuda")
for _ in range(3):
    _, l = m(x, x)
    l.backward()
    m.zero_grad(set_to_none=True)
torch.cuda.synchronize()
t0 = time.perf_counter()
for _ in range(20):
    _, l = m(x, x)
    l.backward()
    m.zero_grad(set_to_none=True)
torch.cuda.synchronize()
dt = (time.perf_counter() - t0) / 20
print(f"{dt*1e3:.2f} ms / iter, {8*1024/dt:.0f} tok/s")
