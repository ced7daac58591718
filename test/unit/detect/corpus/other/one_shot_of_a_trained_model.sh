#!/bin/sh
set -e
python -u Speech.py --n_hidden 100 --checkpoint_dir /tmp/kept --one_shot_infer sample.wav
