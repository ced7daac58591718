"""
Trains a character level GPT on one GPU. Override settings from the shell:
$ python nano_gpt_like.py --batch_size=32 --compile=False
"""
import math
import os
import pickle
import time

import numpy as np
import torch

from model import GPT, GPTConfig

out_dir = 'out'
eval_interval = 250
max_iters = 5000
batch_size = 64
block_size = 256
gradient_accumulation_steps = 1
learning_rate = 1e-3
device = 'cuda'
exec(open('configurator.py').read())

data_dir = os.path.join('data', 'shakespeare')
train_data = np.memmap(os.path.join(data_dir, 'train.bin'), dtype=np.uint16, mode='r')

def get_batch():
    ix = torch.randint(len(train_data) - block_size, (batch_size,))
    x = torch.stack([torch.from_numpy(train_data[i:i + block_size].astype(np.int64)) for i in ix])
    y = torch.stack([torch.from_numpy(train_data[i + 1:i + 1 + block_size].astype(np.int64)) for i in ix])
    return x.to(device), y.to(device)

model = GPT(GPTConfig(block_size=block_size)).to(device)
scaler = torch.cuda.amp.GradScaler()
optimizer = model.configure_optimizers(0.1, learning_rate, (0.9, 0.99), device)
X, Y = get_batch()
iter_num = 0
while True:
    for micro_step in range(gradient_accumulation_steps):
        with torch.amp.autocast('cuda'):
            logits, loss = model(X, Y)
        X, Y = get_batch()
        scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()
    optimizer.zero_grad(set_to_none=True)
    if iter_num % 10 == 0:
        print(f"iter {iter_num}: loss {loss.item():.4f}")
    iter_num += 1
    if iter_num > max_iters:
        break
