import argparse
import deepspeed
import torch
from transformers import AutoModelForCausalLM
from data import build_dataset


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--local_rank", type=int, default=-1)
    p = deepspeed.add_config_arguments(p)
    return p.parse_args()


args = get_args()
deepspeed.init_distributed()
model = AutoModelForCausalLM.from_pretrained("gpt2")
engine, _, loader, _ = deepspeed.initialize(args=args, model=model, model_parameters=model.parameters(), training_data=build_dataset())
for step, batch in enumerate(loader):
    batch = {k: v.to(engine.device) for k, v in batch.items()}
    loss = engine(**batch, labels=batch["input_ids"]).loss
    engine.backward(loss)
    engine.step()
    if step % 500 == 0:
        engine.save_checkpoint("ckpt")
