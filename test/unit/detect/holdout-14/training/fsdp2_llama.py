import os
import torch
from torch.distributed._composable.fsdp import MixedPrecisionPolicy, fully_shard
from torch.distributed.checkpoint.state_dict import get_model_state_dict
from torch.distributed.device_mesh import init_device_mesh
from llama import ModelArgs, Transformer
from data import token_stream


def main():
    rank, world = int(os.environ["LOCAL_RANK"]), int(os.environ["WORLD_SIZE"])
    torch.cuda.set_device(rank)
    mesh = init_device_mesh("cuda", (world,))
    with torch.device("meta"):
        model = Transformer(ModelArgs())
    mp = MixedPrecisionPolicy(torch.bfloat16, torch.float32)
    for layer in model.layers:
        fully_shard(layer, mesh=mesh, mp_policy=mp)
    fully_shard(model, mesh=mesh, mp_policy=mp)
    model.to_empty(device="cuda")
    model.init_weights()
    optim = torch.optim.AdamW(model.parameters(), 3e-4, fused=True)
    stream = token_stream("fineweb", rank, world)
    for step in range(20000):
        tokens, labels = next(stream)
        loss = torch.nn.functional.cross_entropy(model(tokens).flatten(0, 1).float(), labels.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        optim.zero_grad()
        if rank == 0 and step % 10 == 0:
            print(step, loss.item(), flush=True)


main()
