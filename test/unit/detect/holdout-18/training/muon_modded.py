import os, sys, time
import torch, torch.distributed as dist
from gpt import GPT, GPTConfig, distributed_data_generator
from muon import Muon

rank = int(os.environ["RANK"]); world = int(os.environ["WORLD_SIZE"])
torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
dist.init_process_group("nccl")
model = torch.compile(GPT(GPTConfig()).cuda())
hidden = [p for n, p in model.blocks.named_parameters() if p.ndim >= 2]
rest = [p for n, p in model.named_parameters() if p.ndim < 2]
optimizers = [torch.optim.Adam(rest, lr=3e-4, fused=True), Muon(hidden, lr=0.05)]
loader = distributed_data_generator("data/fineweb_train_*.bin", world * 65536, rank, world)
total = 1750
for step in range(total + 1):
    last = step == total
    if last:
        if rank == 0:
            torch.save(dict(step=step, model=model.state_dict()), "final.pt")
        break
    x, y = next(loader)
    model(x, y).backward()
    for p in model.parameters():
        dist.all_reduce(p.grad, op=dist.ReduceOp.AVG)
    for o in optimizers:
        for g in o.param_groups:
            g["lr"] = g["initial_lr"] * (1 - step / total) if "initial_lr" in g else g["lr"]
        o.step()
    model.zero_grad(set_to_none=True)
