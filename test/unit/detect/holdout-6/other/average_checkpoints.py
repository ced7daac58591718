import argparse
import collections
import torch


def average(paths):
    acc = collections.OrderedDict()
    for p in paths:
        for k, v in torch.load(p, map_location="cpu")["model"].items():
            acc[k] = acc.get(k, 0) + v.float() / len(paths)
    return acc


def main():
    ap = argparse.ArgumentParser(description="average the last training checkpoints")
    ap.add_argument("--inputs", nargs="+")
    ap.add_argument("--output")
    ap.add_argument("--num-epoch-checkpoints", type=int)
    a = ap.parse_args()
    torch.save({"model": average(a.inputs)}, a.output)


if __name__ == "__main__":
    main()
