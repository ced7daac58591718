import os, time, math, pickle
from contextlib import nullcontext
import numpy as np
import torch
from model import GPTConfig, GPT

out_dir = 'out'
eval_interval = 2000
batch_size = 12
block_size = 1024
learning_rate = 6e-4
max_iters = 600000
gradient_accumulation_steps = 5 * 8
exec(open('configurator.py').read())

model = GPT(GPTConfig(block_size=block_size)).to('cuda')
scaler = torch.cuda.amp.GradScaler(enabled=False)
optimizer = model.configure_optimizers(0.1, learning_rate, (0.9, 0.95), 'cuda')
model = torch.compile(model)
X, Y = get_batch('train')
iter_num = 0
while True:
    for micro_step in range(gradient_accumulation_steps):
        logits, loss = model(X, Y)
        loss = loss / gradient_accumulation_steps
        X, Y = get_batch('train')
        scaler.scale(loss).backward()
    scaler.step(optimizer)
    scaler.update()
    optimizer.zero_grad(set_to_none=True)
    iter_num += 1
    if iter_num > max_iters:
        break
