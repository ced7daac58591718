#!/bin/sh
tensorboard --logdir runs/train --bind_all --port 6006 &
jupyter lab --no-browser train_analysis.ipynb
