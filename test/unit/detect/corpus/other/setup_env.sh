#!/bin/bash
conda create -n train python=3.11 -y
conda activate train
pip install torch torchvision accelerate deepspeed
python -c "import torch; print(torch.cuda.is_available())"
accelerate config default
