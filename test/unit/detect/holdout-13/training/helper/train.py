"""Entry point; the loop is in engine.py"""
import yaml
import sys

from engine import Trainer
from model import build_model
from data import build_loaders


def main(config_path):
    with open(config_path) as f:
        cfg = yaml.safe_load(f)
    model = build_model(cfg["model"])
    train_loader, val_loader = build_loaders(cfg["data"])
    trainer = Trainer(model, cfg["optim"], work_dir=cfg["work_dir"])
    trainer.train(train_loader, val_loader, epochs=cfg["epochs"])


if __name__ == "__main__":
    main(sys.argv[1])
