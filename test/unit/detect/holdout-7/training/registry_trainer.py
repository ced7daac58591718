import argparse
from myproj.registry import TRAINERS
from myproj.config import load

if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("config")
    a = p.parse_args()
    cfg = load(a.config)
    trainer = TRAINERS.get(cfg.trainer.name)(cfg)
    trainer.setup()
    trainer.train()
