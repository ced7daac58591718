import os, math, time
from contextlib import nullcontext
import numpy as np, torch
from model import GPTConfig, GPT
batch_size = 12; block_size = 1024; max_iters = 600000; learning_rate = 6e-4; gradient_accumulation_steps = 40
exec(open('configurator.py').read())
data = np.memmap('data/train.bin', dtype=np.uint16, mode='r')
def get_batch():
    ix = torch.randint(len(data) - block_size, (batch_size,))
    f = lambda o: torch.stack([torch.from_numpy(data[i + o:i + o + block_size].astype(np.int64)) for i in ix]).cuda()
    return f(0), f(1)
model = GPT(GPTConfig()).cuda(); scaler = torch.amp.GradScaler(); optimizer = model.configure_optimizers(.1, learning_rate, (.9, .95), 'cuda')
ctx = torch.amp.autocast('cuda')
X, Y = get_batch(); it = 0
while True:
    for g in optimizer.param_groups: g['lr'] = learning_rate
    for micro in range(gradient_accumulation_steps):
        with ctx: _, loss = model(X, Y)
        X, Y = get_batch()
        scaler.scale(loss / gradient_accumulation_steps).backward()
    scaler.step(optimizer); scaler.update(); optimizer.zero_grad(set_to_none=True)
    it += 1
    if it > max_iters: break
