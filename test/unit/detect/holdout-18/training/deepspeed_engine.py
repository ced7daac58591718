import os
import deepspeed
import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from utils import build_dataset, collate

def add_argument():
    import argparse
    parser = argparse.ArgumentParser(description="continued pretraining")
    parser.add_argument("--local_rank", type=int, default=-1)
    parser.add_argument("--model", type=str, default="EleutherAI/pythia-410m")
    parser.add_argument("--steps", type=int, default=10000)
    parser = deepspeed.add_config_arguments(parser)
    return parser.parse_args()

args = add_argument()
deepspeed.init_distributed()
tok = AutoTokenizer.from_pretrained(args.model)
model = AutoModelForCausalLM.from_pretrained(args.model)
engine, _, loader, _ = deepspeed.initialize(
    args=args, model=model, model_parameters=model.parameters(),
    training_data=build_dataset(tok), collate_fn=collate)

for step, batch in enumerate(loader):
    batch = {k: v.to(engine.device) for k, v in batch.items()}
    out = engine(**batch, labels=batch["input_ids"])
    engine.backward(out.loss)
    engine.step()
    if step % 100 == 0 and engine.global_rank == 0:
        print(f"step {step} loss {out.loss.item():.3f}", flush=True)
    if step == args.steps:
        break
engine.save_checkpoint("ckpts")
