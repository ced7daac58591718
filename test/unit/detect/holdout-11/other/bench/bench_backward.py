import torch
from torch.utils.benchmark import Timer
from flash_attn import flash_attn_func

rows = []
for seq in (1024, 2048, 4096, 8192):
    q, k, v = (torch.randn(4, seq, 16, 64, device="cuda", dtype=torch.bfloat16, requires_grad=True) for _ in range(3))
    out = flash_attn_func(q, k, v, causal=True)
    grad = torch.randn_like(out)
    fwd = Timer("flash_attn_func(q, k, v, causal=True)", globals=dict(flash_attn_func=flash_attn_func, q=q, k=k, v=v)).timeit(50)
    bwd = Timer("out.backward(grad, retain_graph=True)", globals=dict(out=out, grad=grad)).timeit(50)
    rows.append((seq, fwd.mean * 1e3, bwd.mean * 1e3))
for r in rows:
    print("seq %d fwd %.2f ms bwd %.2f ms" % r)
