#!/usr/bin/env python
"""What is in this checkpoint? Prints the tensors, the optimizer state and the training arguments."""
import argparse
import collections
import fnmatch
import sys
import torch
from safetensors import safe_open


def flat(d, prefix=""):
    for k, v in d.items():
        name = f"{prefix}.{k}" if prefix else str(k)
        if isinstance(v, dict):
            yield from flat(v, name)
        elif torch.is_tensor(v):
            yield name, v


def human(n):
    for u in ("", "K", "M", "B"):
        if n < 1000:
            return f"{n:.1f}{u}"
        n /= 1000
    return f"{n:.1f}T"


def tensors(path):
    if path.endswith(".safetensors"):
        with safe_open(path, "pt") as f:
            for k in f.keys():
                yield k, f.get_tensor(k)
        return
    ck = torch.load(path, map_location="cpu", weights_only=False)
    for k in ("epoch", "step", "global_step", "best_acc", "args", "hyper_parameters"):
        if isinstance(ck, dict) and k in ck:
            print(f"{k}: {ck[k]}")
    if isinstance(ck, dict) and "optimizer" in ck:
        st = ck["optimizer"]["state"]
        print("optimizer:", len(st), "states,", collections.Counter(tuple(sorted(s)) for s in st.values()))
        for g in ck["optimizer"]["param_groups"]:
            print("  lr", g["lr"], "wd", g.get("weight_decay"), len(g["params"]))
        ck = {k: v for k, v in ck.items() if k not in ("optimizer", "scheduler")}
    yield from flat(ck)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("ckpt")
    p.add_argument("-g", "--glob", default="*")
    p.add_argument("--stats", action="store_true")
    a = p.parse_args()
    total, bad = 0, 0
    for k, v in tensors(a.ckpt):
        if not fnmatch.fnmatch(k, a.glob):
            continue
        total += v.numel()
        extra = ""
        if a.stats and v.is_floating_point():
            f = v.float()
            bad += int(not f.isfinite().all())
            extra = f" mean {f.mean():+.3e} std {f.std():.3e} max {f.abs().max():.2e}"
        print(f"{k:70s} {str(tuple(v.shape)):22s} {str(v.dtype)[6:]}{extra}")
    print(human(total), "parameters", f"{bad} with NaN" if bad else "")
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
