#!/bin/bash
set -e
conda create -y -n train python=3.11
conda activate train
pip install torch torchvision --index-url https://download.pytorch.org/whl/cu121
pip install -r requirements-train.txt
git clone https://github.com/NVIDIA/apex && pip install -v ./apex
echo "Now run: python train.py --config configs/base.yaml"
