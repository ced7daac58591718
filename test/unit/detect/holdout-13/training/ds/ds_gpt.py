import argparse

import deepspeed
import torch
from transformers import GPT2LMHeadModel

from data import build_dataset


def get_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.add_argument("--steps", type=int, default=10000)
    parser = deepspeed.add_config_arguments(parser)
    return parser.parse_args()


args = get_args()
deepspeed.init_distributed()
net = GPT2LMHeadModel.from_pretrained("gpt2-xl")
engine, _, loader, _ = deepspeed.initialize(args=args, model=net, model_parameters=net.parameters(), training_data=build_dataset())

step = 0
while step < args.steps:
    for ids in loader:
        ids = ids.to(engine.local_rank)
        loss = engine(ids, labels=ids).loss
        engine.backward(loss)
        engine.step()
        step += 1
        if step % 500 == 0:
            engine.save_checkpoint("ckpt", tag=f"step{step}")
        if step >= args.steps:
            break
