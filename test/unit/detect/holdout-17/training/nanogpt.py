import os, torch
from contextlib import nullcontext
from model import GPT, GPTConfig
max_iters = 5000; eval_interval = 250; learning_rate = 6e-4; device = 'cuda'; compile = True
exec(open('configurator.py').read())
model = GPT(GPTConfig()).to(device)
optimizer = model.configure_optimizers(0.1, learning_rate, (0.9, 0.95), device)
if compile: model = torch.compile(model)
from batches import get_batch
X, Y = get_batch('train'); iter_num = 0
while True:
    logits, loss = model(X, Y)
    X, Y = get_batch('train')
    loss.backward()
    optimizer.step()
    optimizer.zero_grad(set_to_none=True)
    iter_num += 1
    if iter_num > max_iters: break
