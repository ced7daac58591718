import torch
from muon import Muon
from gpt import GPT, batches

model = GPT().cuda()
opts = [Muon(model.blocks.parameters(), lr=0.02), torch.optim.AdamW(model.wte.parameters(), lr=0.3)]
scheds = [torch.optim.lr_scheduler.LambdaLR(o, lambda s: 1 - s / 5000) for o in opts]
for step in range(5000):
    x, y = next(batches)
    model(x, y).backward()
    for opt, sched in zip(opts, scheds):
        opt.step()
        sched.step()
    model.zero_grad(set_to_none=True)
