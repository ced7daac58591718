#!/bin/bash
conda create -y -n train python=3.11
conda activate train
pip install torch torchvision --index-url https://download.pytorch.org/whl/cu121
pip install -r requirements-train.txt
python -c "import torch; print(torch.cuda.is_available())"
accelerate config default --mixed_precision bf16
wandb login
