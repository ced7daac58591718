import os
import torch

n = torch.cuda.device_count()
os.execvp("torchrun", ["torchrun", "--standalone", f"--nproc_per_node={n}", "train.py", "--config", "big.yaml"])
