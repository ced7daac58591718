import argparse
import itertools
import torch
import torch.utils.benchmark as benchmark

def flops(m, n, k):
    return 2 * m * n * k

parser = argparse.ArgumentParser()
parser.add_argument('--dtype', default='bfloat16')
parser.add_argument('--train-shapes', action='store_true', help='shapes as in training')
args = parser.parse_args()
dt = getattr(torch, args.dtype)
results = []
for m, n, k in itertools.product([1024, 4096], repeat=3):
    a = torch.randn(m, k, device='cuda', dtype=dt)
    b = torch.randn(k, n, device='cuda', dtype=dt)
    t = benchmark.Timer('a @ b', globals={'a': a, 'b': b}).blocked_autorange()
    results.append(t)
    print(m, n, k, f'{flops(m, n, k) / t.median / 1e12:.1f} TFLOP/s')
benchmark.Compare(results).print()
