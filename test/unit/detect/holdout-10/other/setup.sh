#!/usr/bin/env bash
# Sets up the training box. To train: torchrun --nproc_per_node 8 train.py
set -euo pipefail
sudo apt-get update && sudo apt-get install -y git tmux
python3 -m venv .venv
. .venv/bin/activate
pip install torch deepspeed accelerate "llamafactory[torch]"
accelerate config default
mkdir -p data/train checkpoints
wget -qO data/train/train.tar https://example.org/train.tar
tar -C data/train -xf data/train/train.tar
echo "Now run: torchrun --nproc_per_node 8 train.py"
