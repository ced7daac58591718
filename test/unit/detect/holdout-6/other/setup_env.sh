#!/usr/bin/env bash
conda create -y -n train python=3.11
conda activate train
pip install torch torchvision --index-url https://download.pytorch.org/whl/cu121
pip install -e ".[train]"
python -c "import torch; print(torch.cuda.is_available())"
python scripts/download_data.py --split train
