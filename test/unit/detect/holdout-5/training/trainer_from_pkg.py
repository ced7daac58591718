import argparse
from speechlib.config import load
from speechlib.data import build_loaders
from speechlib.engine import Engine
from speechlib.models import build

def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('-c', '--config', required=True)
    ap.add_argument('--resume')
    args = ap.parse_args()
    cfg = load(args.config)
    engine = Engine(build(cfg.model), cfg, train_loader=build_loaders(cfg)[0])
    if args.resume:
        engine.resume(args.resume)
    engine.run(max_epochs=cfg.epochs)

main()
