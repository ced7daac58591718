import argparse, collections, glob, os
import torch

def average(paths):
    params, n = collections.OrderedDict(), len(paths)
    for fpath in paths:
        state = torch.load(fpath, map_location="cpu")["model"]
        for k, p in state.items():
            p = p.float()
            if k not in params:
                params[k] = p.clone()
            else:
                params[k] += p
    for k, v in params.items():
        v.div_(n)
    return params

if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--inputs"); ap.add_argument("--output"); ap.add_argument("--num-epoch-checkpoints", type=int, default=5)
    args = ap.parse_args()
    ck = sorted(glob.glob(os.path.join(args.inputs, "checkpoint*.pt")))[-args.num_epoch_checkpoints:]
    torch.save({"model": average(ck)}, args.output)
