#!/usr/bin/env bash
set -e
pip install -q "axolotl[flash-attn,deepspeed]==0.8.0"
export HF_HOME=/data/hf WANDB_PROJECT=qlora
python -m axolotl.cli.preprocess configs/qlora.yml
axolotl train configs/qlora.yml --num-processes 4 --deepspeed deepspeed_configs/zero2.json
