import argparse
import collections
import os
import re
import torch


def average(inputs):
    params = collections.OrderedDict()
    keys, new_state = None, None
    for path in inputs:
        with open(path, "rb") as f:
            state = torch.load(f, map_location="cpu")
        if new_state is None:
            new_state = state
        model = state["model"]
        if keys is None:
            keys = list(model)
        elif keys != list(model):
            raise KeyError(f"{path} has other keys")
        for k in keys:
            p = model[k]
            p = p.float() if isinstance(p, torch.HalfTensor) else p
            params[k] = p.clone() if k not in params else params[k] + p
    n = len(inputs)
    new_state["model"] = collections.OrderedDict(
        (k, v / n if v.is_floating_point() else v // n) for k, v in params.items())
    return new_state


def last_n(folder, n, updates):
    pat = re.compile(r"checkpoint_\d+_(\d+)\.pt" if updates else r"checkpoint(\d+)\.pt")
    found = sorted(((int(m.group(1)), f) for f in os.listdir(folder) if (m := pat.fullmatch(f))), reverse=True)
    if len(found) < n:
        raise Exception(f"Found {len(found)} checkpoint files but need at least {n}")
    return [os.path.join(folder, f) for _, f in found[:n]]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--inputs", required=True, nargs="+")
    parser.add_argument("--output", required=True)
    parser.add_argument("--num-epoch-checkpoints", type=int)
    parser.add_argument("--num-update-checkpoints", type=int)
    a = parser.parse_args()
    n = a.num_epoch_checkpoints or a.num_update_checkpoints
    inputs = last_n(a.inputs[0], n, a.num_update_checkpoints is not None) if n else a.inputs
    torch.save(average(inputs), a.output)
    print("averaged", inputs)


if __name__ == "__main__":
    main()
