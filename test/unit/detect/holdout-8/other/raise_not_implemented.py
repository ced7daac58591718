import argparse

p = argparse.ArgumentParser()
p.add_argument("--train", action="store_true")
p.add_argument("--epochs", type=int, default=10)
p.add_argument("--lr", type=float, default=1e-3)
args = p.parse_args()
if args.train:
    raise NotImplementedError("training code will be released soon")
from predictor import Predictor
Predictor("weights.pth").run("images/")
