#!/usr/bin/env python
import sys
from myproject.config import load_config
from myproject.training import train

if __name__ == "__main__":
    cfg = load_config(sys.argv[1])
    train(cfg)
