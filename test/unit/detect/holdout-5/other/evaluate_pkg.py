import argparse
from speechlib.config import load
from speechlib.data import build_loaders
from speechlib.engine import Engine
from speechlib.models import build
ap = argparse.ArgumentParser(); ap.add_argument('-c'); ap.add_argument('--ckpt'); args = ap.parse_args()
cfg = load(args.c)
engine = Engine(build(cfg.model), cfg)
engine.resume(args.ckpt)
print(engine.evaluate(build_loaders(cfg)[1]))
