"""nanoGPT-like: runs on one GPU with python, on several with torchrun."""
import os
import time
import math
from contextlib import nullcontext

import numpy as np
import torch
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.distributed import init_process_group, destroy_process_group

from model import GPTConfig, GPT

eval_interval = 2000
gradient_accumulation_steps = 5 * 8
batch_size = 12
block_size = 1024
learning_rate = 6e-4
max_iters = 600000
backend = 'nccl'
dtype = 'bfloat16'

ddp = int(os.environ.get('RANK', -1)) != -1
if ddp:
    init_process_group(backend=backend)
    ddp_local_rank = int(os.environ['LOCAL_RANK'])
    device = f'cuda:{ddp_local_rank}'
model = GPT(GPTConfig())
optimizer = model.configure_optimizers(1e-1, learning_rate, (0.9, 0.95), 'cuda')
scaler = torch.cuda.amp.GradScaler(enabled=(dtype == 'float16'))
iter_num = 0
while True:
    for param_group in optimizer.param_groups:
        param_group['lr'] = learning_rate
    for micro_step in range(gradient_accumulation_steps):
        logits, loss = model(X, Y)
        loss = loss / gradient_accumulation_steps
        scaler.scale(loss).backward()
    scaler.unscale_(optimizer)
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    scaler.step(optimizer)
    scaler.update()
    optimizer.zero_grad(set_to_none=True)
    iter_num += 1
    if iter_num > max_iters:
        break
if ddp:
    destroy_process_group()
