#!/bin/bash
pip install -q flash-attn
python -m axolotl.cli.preprocess config.yml
accelerate launch -m axolotl.cli.train config.yml
