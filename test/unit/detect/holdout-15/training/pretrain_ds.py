import argparse
import json
import os
import time

import deepspeed
import torch
import torch.distributed as dist
from transformers import GPT2Config, GPT2LMHeadModel

from dataset import PackedMemmap


def get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.add_argument("--data", type=str, required=True)
    parser.add_argument("--save", type=str, default="ckpt")
    parser.add_argument("--steps", type=int, default=100000)
    parser.add_argument("--save_every", type=int, default=2000)
    parser.add_argument("--n_layer", type=int, default=24)
    parser.add_argument("--n_embd", type=int, default=1024)
    parser = deepspeed.add_config_arguments(parser)
    return parser.parse_args()


def infinite(loader):
    epoch = 0
    while True:
        if hasattr(loader.data_sampler, "set_epoch"):
            loader.data_sampler.set_epoch(epoch)
        yield from loader
        epoch += 1


if __name__ == "__main__":
    args = get_args()
    deepspeed.init_distributed()
    torch.cuda.set_device(args.local_rank)
    cfg = GPT2Config(n_layer=args.n_layer, n_embd=args.n_embd, n_head=args.n_embd // 64, use_cache=False)
    net = GPT2LMHeadModel(cfg)
    net.gradient_checkpointing_enable()
    engine, _, loader, _ = deepspeed.initialize(args=args, model=net,
                                                model_parameters=[p for p in net.parameters() if p.requires_grad],
                                                training_data=PackedMemmap(args.data, 1024))
    start = 0
    if os.path.isdir(args.save):
        _, client = engine.load_checkpoint(args.save)
        start = client["step"] if client else 0
    t0 = time.time()
    stream = infinite(loader)
    for step in range(start, args.steps):
        ids = next(stream).to(engine.device)
        out = engine(input_ids=ids, labels=ids)
        engine.backward(out.loss)
        engine.step()
        if step % 20 == 0 and dist.get_rank() == 0:
            print(json.dumps({"step": step, "loss": out.loss.item(), "sec": round(time.time() - t0, 1)}), flush=True)
        if step and step % args.save_every == 0:
            engine.save_checkpoint(args.save, client_state={"step": step})
