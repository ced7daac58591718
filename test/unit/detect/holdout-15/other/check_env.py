#!/usr/bin/env python
"""Print what a bug report needs."""
import importlib
import os
import platform
import subprocess
import sys

PACKAGES = ["torch", "torchvision", "pytorch_lightning", "transformers", "accelerate", "deepspeed", "bitsandbytes", "xformers", "flash_attn"]


def sh(cmd):
    try:
        return subprocess.check_output(cmd, shell=True, stderr=subprocess.STDOUT, text=True).strip()
    except subprocess.CalledProcessError as e:
        return f"failed: {e.output.strip()[:200]}"


print("python   ", sys.version.replace("\n", " "))
print("platform ", platform.platform())
for name in PACKAGES:
    try:
        m = importlib.import_module(name)
        print(f"{name:18s}", getattr(m, "__version__", "?"), os.path.dirname(m.__file__))
    except Exception as e:
        print(f"{name:18s}", "-", type(e).__name__)
try:
    import torch
    print("cuda", torch.cuda.is_available(), torch.version.cuda, torch.backends.cudnn.version())
    for i in range(torch.cuda.device_count()):
        p = torch.cuda.get_device_properties(i)
        print(f"  [{i}] {p.name} {p.total_memory / 2**30:.1f} GiB sm_{p.major}{p.minor}")
    x = torch.randn(1024, 1024, device="cuda" if torch.cuda.is_available() else "cpu", requires_grad=True)
    (x @ x).sum().backward()
    print("autograd ok", x.grad.isfinite().all().item())
except ImportError:
    pass
print(sh("nvidia-smi --query-gpu=driver_version,memory.used --format=csv"))
