import contextlib
import os
import time

import torch
import torch.distributed as dist
from torch.distributed._composable.fsdp import MixedPrecisionPolicy, fully_shard
from torch.distributed.checkpoint.state_dict import get_model_state_dict, StateDictOptions
from torch.distributed.device_mesh import init_device_mesh
from torch.distributed.tensor.parallel import ColwiseParallel, RowwiseParallel, parallelize_module

from nanollm.config import load_config
from nanollm.data import token_stream
from nanollm.model import Transformer


def parallelise(model, mesh, cfg):
    tp = mesh["tp"]
    if tp.size() > 1:
        for block in model.layers:
            parallelize_module(block, tp, {
                "attn.wq": ColwiseParallel(), "attn.wk": ColwiseParallel(), "attn.wv": ColwiseParallel(),
                "attn.wo": RowwiseParallel(), "mlp.w1": ColwiseParallel(), "mlp.w2": RowwiseParallel(), "mlp.w3": ColwiseParallel()})
    mp = MixedPrecisionPolicy(param_dtype=torch.bfloat16, reduce_dtype=torch.float32)
    for block in model.layers:
        if cfg.compile:
            block.compile()
        fully_shard(block, mesh=mesh["dp"], mp_policy=mp)
    fully_shard(model, mesh=mesh["dp"], mp_policy=mp)
    return model


def lr_at(step, cfg):
    if step < cfg.warmup:
        return cfg.lr * (step + 1) / cfg.warmup
    frac = (step - cfg.warmup) / max(1, cfg.steps - cfg.warmup)
    return cfg.lr * max(0.1, 1 - frac)


def run():
    cfg = load_config()
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    mesh = init_device_mesh("cuda", (dist.get_world_size() // cfg.tp, cfg.tp), mesh_dim_names=("dp", "tp"))
    with torch.device("meta"):
        model = Transformer(cfg.model)
    parallelise(model, mesh, cfg).to_empty(device="cuda")
    model.init_weights()
    opt = torch.optim.AdamW(model.parameters(), lr=cfg.lr, betas=(0.9, 0.95), weight_decay=0.1, fused=True)
    data = token_stream(cfg.data, cfg.seq, cfg.micro_batch, mesh["dp"].get_local_rank(), mesh["dp"].size())
    t = time.perf_counter()
    for step in range(cfg.steps):
        for g in opt.param_groups:
            g["lr"] = lr_at(step, cfg)
        total = 0.0
        for m in range(cfg.accum):
            model.set_requires_gradient_sync(m == cfg.accum - 1)
            x, y = next(data)
            logits = model(x)
            loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1).float(), y.flatten()) / cfg.accum
            loss.backward()
            total += loss.detach()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        opt.zero_grad()
        if step % cfg.log_every == 0:
            dist.all_reduce(total, op=dist.ReduceOp.AVG)
            if dist.get_rank() == 0:
                dt, t = time.perf_counter() - t, time.perf_counter()
                print(f"{step} loss {total.item():.3f} norm {norm.full_tensor().item():.2f} {dt / cfg.log_every:.2f} s/it", flush=True)
    sd = get_model_state_dict(model, options=StateDictOptions(full_state_dict=True, cpu_offload=True))
    with contextlib.suppress(OSError):
        if dist.get_rank() == 0:
            torch.save(sd, cfg.out)
    dist.destroy_process_group()


if __name__ == "__main__":
    run()
