import argparse
import csv
import itertools
import torch
import torch.nn.functional as F
import torch.utils.benchmark as bench
from flash_attn import flash_attn_func


def naive(q, k, v, causal):
    s = q @ k.transpose(-1, -2) / q.shape[-1] ** 0.5
    if causal:
        s = s.masked_fill(torch.ones_like(s, dtype=torch.bool).triu(1), float("-inf"))
    return s.softmax(-1) @ v


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--dtype", default="bfloat16")
    p.add_argument("--out", default="attention.csv")
    a = p.parse_args()
    dt = getattr(torch, a.dtype)
    rows = []
    for b, h, n, d, causal in itertools.product([1, 8], [16], [512, 2048, 8192], [64, 128], [False, True]):
        q, k, v = (torch.randn(b, h, n, d, device="cuda", dtype=dt) for _ in range(3))
        fns = {"naive": lambda: naive(q, k, v, causal),
               "sdpa": lambda: F.scaled_dot_product_attention(q, k, v, is_causal=causal),
               "flash": lambda: flash_attn_func(q.transpose(1, 2), k.transpose(1, 2), v.transpose(1, 2), causal=causal)}
        for name, f in fns.items():
            try:
                t = bench.Timer("f()", globals={"f": f}).blocked_autorange(min_run_time=1).median
            except torch.cuda.OutOfMemoryError:
                t = float("nan")
            flops = 4 * b * h * n * n * d / (2 if causal else 1)
            rows.append([name, b, h, n, d, causal, t * 1e3, flops / t / 1e12])
            print(*rows[-1])
    with open(a.out, "w") as f:
        csv.writer(f).writerows(rows)


if __name__ == "__main__":
    main()
