import functools
import torch
import torch.distributed as dist
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP, ShardingStrategy, StateDictType, FullStateDictConfig
from torch.distributed.fsdp.wrap import transformer_auto_wrap_policy


def wrap(model, block_cls, strategy="FULL_SHARD"):
    policy = functools.partial(transformer_auto_wrap_policy, transformer_layer_cls={block_cls})
    return FSDP(model, auto_wrap_policy=policy, sharding_strategy=ShardingStrategy[strategy], device_id=torch.cuda.current_device())


def save(model, optimizer, path, step):
    with FSDP.state_dict_type(model, StateDictType.FULL_STATE_DICT, FullStateDictConfig(offload_to_cpu=True, rank0_only=True)):
        sd = model.state_dict()
    if dist.get_rank() == 0:
        torch.save({"model": sd, "step": step}, path)


def clip_and_step(model, optimizer, scheduler, max_norm=1.0):
    norm = model.clip_grad_norm_(max_norm)
    optimizer.step()
    scheduler.step()
    optimizer.zero_grad()
    return norm
