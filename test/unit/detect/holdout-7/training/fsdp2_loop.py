import os
import torch
import torch.distributed as dist
from torch.distributed.fsdp import fully_shard
from torch.distributed.device_mesh import init_device_mesh
from model import Transformer, ModelArgs

local_rank = int(os.environ["LOCAL_RANK"])
torch.cuda.set_device(local_rank)
mesh = init_device_mesh("cuda", (int(os.environ["WORLD_SIZE"]),))
model = Transformer(ModelArgs()).cuda()
for layer in model.layers:
    fully_shard(layer, mesh=mesh)
fully_shard(model, mesh=mesh)
optim = torch.optim.Adam(model.parameters(), lr=1e-2, foreach=True)
for _ in range(1000):
    x = torch.randint(0, 1024, (32, 128), device="cuda")
    loss = model(x).sum()
    loss.backward()
    optim.step()
    optim.zero_grad()
dist.destroy_process_group()
