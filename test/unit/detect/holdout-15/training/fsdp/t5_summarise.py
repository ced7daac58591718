import functools
import os

import torch
import torch.distributed as dist
import torch.nn.functional as F
import typer
from torch.distributed.fsdp import (BackwardPrefetch, FullStateDictConfig, FullyShardedDataParallel as FSDP,
                                    MixedPrecision, ShardingStrategy, StateDictType)
from torch.distributed.fsdp.wrap import transformer_auto_wrap_policy
from torch.utils.data.distributed import DistributedSampler
from transformers import T5ForConditionalGeneration, T5Tokenizer
from transformers.models.t5.modeling_t5 import T5Block

from wikihow import WikiHow

app = typer.Typer()
bf16 = MixedPrecision(param_dtype=torch.bfloat16, reduce_dtype=torch.bfloat16, buffer_dtype=torch.bfloat16)


def setup():
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))


def train_epoch(model, rank, loader, opt, epoch, sampler):
    model.train()
    sampler.set_epoch(epoch)
    acc = torch.zeros(2, device=rank)
    for batch in loader:
        batch = {k: v.to(rank) for k, v in batch.items()}
        opt.zero_grad()
        out = model(input_ids=batch["source_ids"], attention_mask=batch["source_mask"], labels=batch["target_ids"])
        out["loss"].backward()
        opt.step()
        acc[0] += out["loss"].item()
        acc[1] += len(batch)
    dist.all_reduce(acc)
    if rank == 0:
        print(f"epoch {epoch} loss {acc[0] / acc[1]:.4f}")


@app.command()
def main(model: str = "t5-large", epochs: int = 2, lr: float = 2e-3, batch: int = 4, save: bool = False):
    setup()
    rank, world = dist.get_rank(), dist.get_world_size()
    local = int(os.environ["LOCAL_RANK"])
    tok = T5Tokenizer.from_pretrained(model)
    net = T5ForConditionalGeneration.from_pretrained(model)
    ds = WikiHow(tok, "train", num_samples=1500)
    sampler = DistributedSampler(ds, rank=rank, num_replicas=world, shuffle=True)
    loader = torch.utils.data.DataLoader(ds, batch, sampler=sampler, num_workers=2, pin_memory=True)
    policy = functools.partial(transformer_auto_wrap_policy, transformer_layer_cls={T5Block})
    net = FSDP(net, auto_wrap_policy=policy, mixed_precision=bf16, device_id=local,
               sharding_strategy=ShardingStrategy.FULL_SHARD, backward_prefetch=BackwardPrefetch.BACKWARD_PRE)
    opt = torch.optim.AdamW(net.parameters(), lr=lr)
    sch = torch.optim.lr_scheduler.StepLR(opt, 1, 0.85)
    for e in range(1, epochs + 1):
        train_epoch(net, local, loader, opt, e, sampler)
        sch.step()
    if save:
        with FSDP.state_dict_type(net, StateDictType.FULL_STATE_DICT, FullStateDictConfig(True, True)):
            sd = net.state_dict()
        if rank == 0:
            torch.save(sd, "t5.pt")
    dist.barrier()
    dist.destroy_process_group()


if __name__ == "__main__":
    app()
