#!/bin/sh
black --check src/train.py src/fit.py
flake8 train/
python -m compileall -q train
python -m unittest discover -s tests
